package io.orkestro.gateway.console.audit;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.gateway.flags.audit.AuditEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit, newest first, a page at a time. */
@ConsolePage
class AuditPage {

    private static final int SHOWN = 50;

    private final Audit audit;
    private final JsonMapper json;

    AuditPage(Audit audit, JsonMapper json) {
        this.audit = audit;
        this.json = json;
    }

    /**
     * @param from what it was in words, null where the entry has none
     * @param to what it became
     */
    record Row(
            String at,
            String actor,
            String action,
            String subject,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason,
            @Nullable String before,
            String after) {}

    /**
     * @param subject only what is about it
     * @param below id of the last entry of the page before
     */
    @GetMapping("/togglz-console/audit")
    String show(
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Long below,
            Model model) {
        String about = subject == null || subject.isBlank() ? null : subject.strip();
        List<AuditEntry> entries = audit.newest(about, below == null ? Long.MAX_VALUE : below, SHOWN + 1);
        boolean hasMore = entries.size() > SHOWN;
        List<AuditEntry> shown = hasMore ? entries.subList(0, SHOWN) : entries;
        model.addAttribute("title", "Audit");
        model.addAttribute("onAudit", true);
        model.addAttribute("entries", shown.stream().map(this::rowOf).toList());
        model.addAttribute("isEmpty", shown.isEmpty());
        model.addAttribute("subject", about == null ? "" : about);
        model.addAttribute("isFiltered", about != null);
        model.addAttribute("isLater", below != null);
        model.addAttribute("older", hasMore ? shown.getLast().id() : null);
        return "audit";
    }

    private Row rowOf(AuditEntry entry) {
        return new Row(
                PageTime.toTheSecond(entry.at()),
                entry.actor(),
                entry.action(),
                entry.subject(),
                wordsIn(entry.before()),
                wordsIn(entry.after()),
                entry.reason(),
                entry.before(),
                entry.after());
    }

    private @Nullable String wordsIn(@Nullable String document) {
        if (document == null) {
            return null;
        }
        JsonNode words = json.readTree(document).path("words");
        return words.isString() ? words.stringValue() : null;
    }
}
