package io.orkestro.gateway.console.key;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem;
import io.orkestro.platform.web.problem.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** API keys for people: the list, a form to issue one, rotate and revoke beside each. */
@ConsolePage
class KeysPage {

    private static final String KEYS = "redirect:/togglz-console/keys";

    private final ApiKeys keys;
    private final Clock clock;

    KeysPage(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param overlapUntil until when the previous secret is valid too, null where there is none
     */
    record Row(
            String id,
            String role,
            @Nullable String principal,
            String name,
            @Nullable String limit,
            String createdAt,
            String createdBy,
            @Nullable String revoked,
            @Nullable String overlapUntil) {}

    record RoleChoice(String value, String label, boolean isChosen) {}

    /** The text of a new key, for the one page that shows it. */
    record Reveal(String name, String text, boolean isRotation) {}

    @GetMapping("/togglz-console/keys")
    String show(Model model) {
        return page(model, KeyRole.RETAILER);
    }

    @PostMapping("/togglz-console/keys")
    String issue(
            @RequestParam KeyRole role,
            @RequestParam(required = false) @Nullable String principal,
            @RequestParam(required = false) @Nullable String name,
            Principal actor,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        try {
            IssuedKey issued = keys.issue(NewKey.of(role, principal, name, null, null), actor.getName());
            next.addFlashAttribute(
                    "reveal", new Reveal(issued.key().name(), issued.text().text(), false));
            return KEYS;
        } catch (InvalidRequest invalid) {
            response.setStatus(invalid.status());
            model.addAttribute(
                    "errors",
                    invalid.errors().stream().map(Problem.FieldError::message).toList());
            model.addAttribute("principal", principal);
            model.addAttribute("name", name);
            return page(model, role);
        }
    }

    @PostMapping("/togglz-console/keys/{id}/rotate")
    String rotate(@PathVariable String id, Principal actor, RedirectAttributes next) {
        try {
            IssuedKey issued = keys.rotate(id, actor.getName());
            next.addFlashAttribute(
                    "reveal", new Reveal(issued.key().name(), issued.text().text(), true));
        } catch (Refusal refused) {
            next.addFlashAttribute("errors", List.of(refused.detail()));
        }
        return KEYS;
    }

    @PostMapping("/togglz-console/keys/{id}/revoke")
    String revoke(@PathVariable String id, Principal actor, RedirectAttributes next) {
        try {
            ApiKey revoked = keys.revoke(id, actor.getName());
            next.addFlashAttribute(
                    "done", "“%s” is revoked. The edges refuse it within a second.".formatted(revoked.name()));
        } catch (Refusal refused) {
            next.addFlashAttribute("errors", List.of(refused.detail()));
        }
        return KEYS;
    }

    private String page(Model model, KeyRole chosen) {
        List<Row> rows = keys.all().stream().map(this::rowOf).toList();
        model.addAttribute("title", "API keys");
        model.addAttribute("onKeys", true);
        model.addAttribute(
                "live", rows.stream().filter(row -> row.revoked() == null).toList());
        model.addAttribute(
                "ended", rows.stream().filter(row -> row.revoked() != null).toList());
        model.addAttribute("hasNoLive", rows.stream().allMatch(row -> row.revoked() != null));
        model.addAttribute("hasEnded", rows.stream().anyMatch(row -> row.revoked() != null));
        model.addAttribute(
                "roles",
                Arrays.stream(KeyRole.values())
                        .map(role -> new RoleChoice(role.name(), role.slug(), role == chosen))
                        .toList());
        return "keys";
    }

    private Row rowOf(ApiKey key) {
        return new Row(
                key.id(),
                key.role().slug(),
                key.principal(),
                key.name(),
                limitOf(key),
                PageTime.of(key.createdAt()),
                key.createdBy(),
                key.revokedAt() == null ? null : PageTime.of(key.revokedAt()) + " by " + key.revokedBy(),
                overlapOf(key));
    }

    private static @Nullable String limitOf(ApiKey key) {
        return key.requestsPerSecond() == null ? null : String.format(Locale.ROOT, "%,d/s", key.requestsPerSecond());
    }

    private @Nullable String overlapOf(ApiKey key) {
        Instant now = clock.instant();
        for (ApiKey.Secret secret : key.secrets()) {
            Instant end = secret.expiresAt();
            if (end != null && end.isAfter(now)) {
                return PageTime.of(end);
            }
        }
        return null;
    }
}
