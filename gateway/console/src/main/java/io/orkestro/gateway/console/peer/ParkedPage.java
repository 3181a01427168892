package io.orkestro.gateway.console.peer;

import io.orkestro.gateway.console.page.ConsolePage;
import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.gateway.console.page.Reasons;
import io.orkestro.gateway.console.peer.ParkedLots.Lot;
import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.web.problem.NotFound;
import java.security.Principal;
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

/** Messages that could not be handled, per application: try again, or forget. An application that is silent is said so. */
@ConsolePage
class ParkedPage {

    private static final String PARKED = "redirect:/togglz-console/parked";
    private static final int SHOWN = 50;
    private static final int FIRST_WORDS = 160;

    private final ParkedLots lots;
    private final Audit audit;
    private final TransactionTemplate transaction;

    ParkedPage(ParkedLots lots, Audit audit, PlatformTransactionManager transactions) {
        this.lots = lots;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    record Row(
            String id,
            String consumer,
            String exchange,
            String type,
            String subject,
            String reason,
            int attempts,
            String parkedAt) {

        boolean isLong() {
            return reason.length() > FIRST_WORDS;
        }

        String firstWords() {
            return reason.substring(0, Math.min(FIRST_WORDS, reason.length()));
        }

        /** Then it has a page here. */
        boolean isDelivery() {
            return subject.startsWith("dlv_");
        }

        static Row of(Parked message) {
            return new Row(
                    message.id(),
                    message.consumer(),
                    message.exchange(),
                    message.type(),
                    message.subject(),
                    message.reason(),
                    message.attempts(),
                    PageTime.of(message.parkedAt()));
        }
    }

    /** What to do with a message, and how it is called in the audit once done. */
    private enum Deed {
        REPLAY("parked.replayed", "replayed"),
        DISCARD("parked.discarded", "discarded");

        private final String action;
        private final String done;

        Deed(String action, String done) {
            this.action = action;
            this.done = done;
        }
    }

    /**
     * @param count of all, also those that are not shown
     * @param silence why there is no list, null where there is one
     */
    record Section(
            String application,
            long count,
            List<Row> messages,
            @Nullable String silence) {

        boolean isEmpty() {
            return silence == null && messages.isEmpty();
        }

        boolean hasMessages() {
            return !messages.isEmpty();
        }

        boolean isMany() {
            return messages.size() > 1;
        }

        int shown() {
            return messages.size();
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
                        .filter(peer -> !lots.leadTo(peer))
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
        perform(Deed.REPLAY, peer, consumer, id, actor, null, next);
        return PARKED;
    }

    /** Those on the page, the oldest first: what one cause has parked is parked in numbers. */
    @PostMapping("/togglz-console/parked/{application}/replay")
    String replayAll(@PathVariable String application, Principal actor, RedirectAttributes next) {
        Peer peer = Peer.named(application).orElseThrow(() -> new NotFound("Application", application));
        int handled = 0;
        String rest = "";
        try {
            List<Parked> messages = lots.look(peer, SHOWN).messages();
            for (Parked message : messages) {
                handled += lots.replay(peer, message.consumer(), UUID.fromString(message.id())) ? 1 : 0;
            }
            int failed = messages.size() - handled;
            rest = failed == 0 ? "" : ", %,d failed again, with the reasons below".formatted(failed);
        } catch (DoorClosed closed) {
            rest = ", then " + closed.words();
        }
        String words = "%,d replayed by %s%s".formatted(handled, peer.application(), rest);
        next.addFlashAttribute(rest.isEmpty() ? "done" : "errors", rest.isEmpty() ? words : List.of(words));
        Map<String, String> after = Map.of("words", words, "application", peer.application());
        transaction.executeWithoutResult(
                status -> audit.record(actor.getName(), Deed.REPLAY.action, peer.application(), null, after, null));
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
        perform(Deed.DISCARD, peer, consumer, id, actor, reason.strip(), next);
        return PARKED;
    }

    /** The call first, outside any transaction; whatever became of it is recorded. */
    private void perform(
            Deed deed,
            Peer peer,
            String consumer,
            UUID id,
            Principal actor,
            @Nullable String reason,
            RedirectAttributes next) {
        String words = "%s by %s".formatted(deed.done, peer.application());
        try {
            boolean done = switch (deed) {
                case REPLAY -> lots.replay(peer, consumer, id);
                case DISCARD -> lots.discard(peer, consumer, id);
            };
            if (done) {
                next.addFlashAttribute("done", "The message was %s.".formatted(deed.done));
            } else {
                words = "not " + words;
                next.addFlashAttribute(
                        "errors",
                        List.of("Not %s: it failed again, with the reason below, or it is not parked any more."
                                .formatted(deed.done)));
            }
        } catch (DoorClosed closed) {
            words = "asked for, outcome unknown: " + closed.words();
            next.addFlashAttribute("errors", List.of("Not %s: %s".formatted(deed.done, closed.words())));
        }
        Map<String, String> after = Map.of(
                "words", words, "application", peer.application(), "consumer", consumer, "message", id.toString());
        transaction.executeWithoutResult(
                status -> audit.record(actor.getName(), deed.action, id.toString(), null, after, reason));
    }

    private List<Section> sections() {
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Section>> answers = Arrays.stream(Peer.values())
                    .filter(lots::leadTo)
                    .map(peer -> CompletableFuture.supplyAsync(() -> section(peer), calls))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private Section section(Peer peer) {
        try {
            Lot lot = lots.look(peer, SHOWN);
            return new Section(
                    peer.application(),
                    lot.count(),
                    lot.messages().stream().map(Row::of).toList(),
                    null);
        } catch (DoorClosed closed) {
            return new Section(peer.application(), 0, List.of(), closed.words());
        }
    }
}
