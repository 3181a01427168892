package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.gateway.console.page.Reasons;
import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.web.problem.NotFound;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/** Messages that could not be handled, per application: try again, or forget. An application that is silent is said so. */
@ConsolePage
class ParkedPage {

    private static final String PARKED = "redirect:/togglz-console/parked";
    private static final int SHOWN = 50;

    private final InternalDoors doors;
    private final Audit audit;
    private final TransactionTemplate transaction;

    ParkedPage(InternalDoors doors, Audit audit, PlatformTransactionManager transactions) {
        this.doors = doors;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param count of all, also those that are not shown
     * @param silence why there is no list, null where there is one
     */
    record Section(
            String application,
            long count,
            List<Parked> messages,
            @Nullable String silence) {

        boolean isEmpty() {
            return silence == null && messages.isEmpty();
        }

        boolean hasMessages() {
            return !messages.isEmpty();
        }

        boolean isCut() {
            return count > messages.size();
        }
    }

    @GetMapping("/togglz-console/parked")
    String show(Model model) {
        model.addAttribute("title", "Parked messages");
        model.addAttribute("onParked", true);
        model.addAttribute("sections", sections());
        model.addAttribute(
                "without",
                Arrays.stream(Peer.values())
                        .filter(peer -> !doors.leadTo(peer))
                        .map(Peer::application)
                        .collect(Collectors.joining(", ")));
        return "parked";
    }

    @PostMapping("/togglz-console/parked/{application}/{consumer}/{id}/replay")
    String replay(
            @PathVariable String application,
            @PathVariable String consumer,
            @PathVariable UUID id,
            Principal actor,
            RedirectAttributes next) {
        Peer peer = Peer.named(application).orElseThrow(() -> new NotFound("Application", application));
        perform(peer, consumer, id, "replay", "parked.replayed", "replayed", actor, null, next);
        return PARKED;
    }

    @PostMapping("/togglz-console/parked/{application}/{consumer}/{id}/discard")
    String discard(
            @PathVariable String application,
            @PathVariable String consumer,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Principal actor,
            RedirectAttributes next) {
        Peer peer = Peer.named(application).orElseThrow(() -> new NotFound("Application", application));
        Optional<String> objection = Reasons.objectionTo(reason);
        if (objection.isPresent()) {
            next.addFlashAttribute("errors", List.of(objection.get()));
            return PARKED;
        }
        perform(peer, consumer, id, "discard", "parked.discarded", "discarded", actor, reason.strip(), next);
        return PARKED;
    }

    /** The call first, outside any transaction; whatever became of it is recorded. */
    private void perform(
            Peer peer,
            String consumer,
            UUID id,
            String verb,
            String action,
            String outcome,
            Principal actor,
            @Nullable String reason,
            RedirectAttributes next) {
        String words = "%s by %s".formatted(outcome, peer.application());
        try {
            JsonNode answer = doors.post(peer, "/internal/parked/%s/%s/%s".formatted(encoded(consumer), id, verb));
            if (answer.path("done").asBoolean(false)) {
                next.addFlashAttribute("done", "The message was %s.".formatted(outcome));
            } else {
                words = "not " + words;
                next.addFlashAttribute(
                        "errors",
                        List.of("Not %s: it failed again, with the reason below, or it is not parked any more."
                                .formatted(outcome)));
            }
        } catch (DoorClosed closed) {
            words = "asked for, outcome unknown: " + closed.words();
            next.addFlashAttribute("errors", List.of("Not %s: %s".formatted(outcome, closed.words())));
        }
        Map<String, String> after = Map.of(
                "words", words, "application", peer.application(), "consumer", consumer, "message", id.toString());
        transaction.executeWithoutResult(
                status -> audit.record(actor.getName(), action, id.toString(), null, after, reason));
    }

    private List<Section> sections() {
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Section>> answers = Arrays.stream(Peer.values())
                    .filter(doors::leadTo)
                    .map(peer -> CompletableFuture.supplyAsync(() -> section(peer), calls))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private Section section(Peer peer) {
        try {
            JsonNode answer = doors.get(peer, "/internal/parked?limit=" + SHOWN);
            List<Parked> messages = new ArrayList<>();
            answer.path("messages").forEach(message -> messages.add(parkedIn(message)));
            return new Section(peer.application(), answer.path("count").asLong(0), messages, null);
        } catch (DoorClosed closed) {
            return new Section(peer.application(), 0, List.of(), closed.words());
        }
    }

    private static Parked parkedIn(JsonNode message) {
        return new Parked(
                message.path("id").asString(""),
                message.path("consumer").asString(""),
                message.path("exchange").asString(""),
                message.path("type").asString(""),
                message.path("subject").asString(""),
                message.path("reason").asString(""),
                message.path("attempts").asInt(0),
                sinceIn(message));
    }

    private static String sinceIn(JsonNode message) {
        String time = message.path("parkedAt").asString("");
        return time.isEmpty() ? "" : PageTime.of(Instant.parse(time));
    }

    private static String encoded(String consumer) {
        return UriUtils.encodePathSegment(consumer, StandardCharsets.UTF_8);
    }
}
