package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.Reasons;
import io.orkestro.gateway.console.page.Slugs;
import io.orkestro.gateway.console.peer.Handovers.Task;
import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.problem.NotFound;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Makes an application tell, compare or take what it owns, from a capability's migration page. */
@ConsolePage
class HandoverTasks {

    private static final String PATH = "/togglz-console/migration/";

    private final Handovers handovers;
    private final Audit audit;
    private final TransactionTemplate transaction;

    HandoverTasks(Handovers handovers, Audit audit, PlatformTransactionManager transactions) {
        this.handovers = handovers;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
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
        Capability capability = Slugs.capabilityIn(slug);
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
