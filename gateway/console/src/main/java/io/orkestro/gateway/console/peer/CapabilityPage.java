package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.gateway.console.page.Reasons;
import io.orkestro.gateway.console.peer.Handovers.Report;
import io.orkestro.gateway.console.peer.Handovers.Task;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagState;
import io.orkestro.gateway.flags.Flags;
import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.problem.NotFound;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A capability's own page: its stage, and what either side says it owns. */
@ConsolePage
class CapabilityPage {

    private static final String PATH = "/togglz-console/capabilities/";

    private final Flags flags;
    private final Handovers handovers;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CapabilityPage(
            Flags flags, Handovers handovers, Audit audit, PlatformTransactionManager transactions, Clock clock) {
        this.flags = flags;
        this.handovers = handovers;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    record Row(
            String kind,
            long owned,
            long replicas,
            long fences,
            String heardUpTo,
            boolean backfilled,
            long told,
            long findings) {}

    /** @param silence why there are no rows, null where there are */
    record Panel(
            String side,
            String application,
            List<Row> rows,
            boolean hasNoRows,
            @Nullable String silence,
            boolean isExpected) {}

    @GetMapping(PATH + "{slug}")
    String show(@PathVariable String slug, Model model) {
        Capability capability = capabilityOf(slug);
        FlagState flag = flags.find(capability);
        String label = Flag.of(capability).label();
        model.addAttribute("title", label);
        model.addAttribute("onFlags", true);
        model.addAttribute("slug", slug);
        model.addAttribute("name", capability.name());
        model.addAttribute("stage", flag.inForce().name().toLowerCase(Locale.ROOT));
        model.addAttribute("words", flag.words());
        model.addAttribute("touched", flag.version() > 0);
        model.addAttribute("changedAt", PageTime.toTheSecond(flag.changedAt()));
        model.addAttribute("changedBy", flag.changedBy());
        model.addAttribute("reason", flag.reason());
        model.addAttribute("panels", List.of(panel(capability, Side.MONOLITH), panel(capability, Side.SERVICE)));
        return "capability";
    }

    /** The call first, outside any transaction; whatever became of it is recorded. */
    @PostMapping(PATH + "{slug}/{side}/{kind}/{task}")
    String begin(
            @PathVariable String slug,
            @PathVariable String side,
            @PathVariable String kind,
            @PathVariable String task,
            @RequestParam(defaultValue = "") String reason,
            Principal actor,
            RedirectAttributes next) {
        Capability capability = capabilityOf(slug);
        Peer peer = Peer.of(capability, sideOf(side));
        Task wanted = taskOf(task);
        if (!kind.matches("[a-z][a-z-]{0,40}")) {
            throw new NotFound("Kind", kind);
        }
        Optional<String> objection = wanted == Task.SEIZE ? Reasons.objectionTo(reason) : Optional.empty();
        if (objection.isPresent()) {
            next.addFlashAttribute("errors", List.of(objection.get()));
            return "redirect:" + PATH + slug;
        }
        Optional<String> failure = handovers.begin(peer, kind, wanted);
        String words = "%s %s at %s".formatted(wanted.slug(), kind, peer.application());
        failure.ifPresentOrElse(
                silence -> next.addFlashAttribute("errors", List.of("Not begun: " + silence)),
                () -> next.addFlashAttribute("done", "Begun: %s. Reload to see how far it is.".formatted(words)));
        Map<String, String> after = Map.of(
                "words",
                failure.map(silence -> words + ", outcome unknown: " + silence).orElse(words));
        transaction.executeWithoutResult(status -> audit.record(
                actor.getName(),
                "handover." + wanted.slug(),
                capability.name(),
                null,
                after,
                reason.isBlank() ? null : reason.strip()));
        return "redirect:" + PATH + slug;
    }

    private Panel panel(Capability capability, Side side) {
        Report report = handovers.report(capability, side);
        List<Row> rows = report.kinds().stream().map(this::rowOf).toList();
        return new Panel(
                side.slug(),
                report.peer().application(),
                rows,
                rows.isEmpty() && report.silence() == null,
                report.silence(),
                report.isExpected());
    }

    private Row rowOf(KindReport kind) {
        return new Row(
                kind.kind(),
                kind.owned(),
                kind.replicas(),
                kind.fences(),
                ageOf(kind.watermark()),
                kind.backfilled(),
                kind.told(),
                kind.findings());
    }

    private String ageOf(@Nullable Instant watermark) {
        if (watermark == null) {
            return "never";
        }
        Duration age = Duration.between(watermark, clock.instant());
        if (age.compareTo(Duration.ofMinutes(2)) < 0) {
            return String.format(Locale.ROOT, "%.1f s ago", Math.max(0, age.toMillis()) / 1000.0);
        }
        return age.compareTo(Duration.ofHours(2)) < 0
                ? "%d min ago".formatted(age.toMinutes())
                : PageTime.of(watermark);
    }

    private static Capability capabilityOf(String slug) {
        return Arrays.stream(Capability.values())
                .filter(capability -> capability.slug().equals(slug))
                .findAny()
                .orElseThrow(() -> new NotFound("Capability", slug));
    }

    private static Side sideOf(String slug) {
        return Arrays.stream(Side.values())
                .filter(side -> side.slug().equals(slug))
                .findAny()
                .orElseThrow(() -> new NotFound("Side", slug));
    }

    private static Task taskOf(String slug) {
        return Arrays.stream(Task.values())
                .filter(task -> task.slug().equals(slug))
                .findAny()
                .orElseThrow(() -> new NotFound("Task", slug));
    }
}
