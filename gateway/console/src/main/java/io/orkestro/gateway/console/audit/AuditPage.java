package io.orkestro.gateway.console.audit;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.PageTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The audit, newest first. */
@ConsolePage
class AuditPage {

    private static final int SHOWN = 200;

    private final Audit audit;

    AuditPage(Audit audit) {
        this.audit = audit;
    }

    record Row(
            String at,
            String actor,
            String action,
            String subject,
            @Nullable String before,
            String after) {}

    @GetMapping("/togglz-console/audit")
    String show(Model model) {
        List<Row> rows = audit.newest(SHOWN).stream()
                .map(entry -> new Row(
                        PageTime.of(entry.at()),
                        entry.actor(),
                        entry.action(),
                        entry.subject(),
                        entry.before(),
                        entry.after()))
                .toList();
        model.addAttribute("title", "Audit");
        model.addAttribute("onAudit", true);
        model.addAttribute("entries", rows);
        model.addAttribute("isEmpty", rows.isEmpty());
        model.addAttribute("isCut", rows.size() == SHOWN);
        return "audit";
    }
}
