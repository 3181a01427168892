package io.orkestro.platform.messaging;

import io.orkestro.platform.messaging.ParkedMessages.Parked;
import io.orkestro.platform.web.internal.PeerApplication;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ops look at what could not be handled, and decide. */
@RestController
class ParkedMessagesController {

    private static final int MOST = 500;

    private final ParkedMessages parked;

    ParkedMessagesController(ParkedMessages parked) {
        this.parked = parked;
    }

    /** @param count of all that are parked, also beyond the limit */
    record ParkedResponse(long count, List<Parked> messages) {}

    /** @param done false where it was not parked any more, or failed again */
    record Done(boolean done) {}

    @GetMapping("/internal/parked")
    ParkedResponse list(PeerApplication caller, @RequestParam(defaultValue = "50") int limit) {
        caller.require(PeerApplication.CONSOLE);
        return new ParkedResponse(parked.count(), parked.list(Math.clamp(limit, 1, MOST)));
    }

    @PostMapping("/internal/parked/{consumer}/{id}/replay")
    Done replay(PeerApplication caller, @PathVariable String consumer, @PathVariable UUID id) {
        caller.require(PeerApplication.CONSOLE);
        return new Done(parked.replay(consumer, id));
    }

    @PostMapping("/internal/parked/{consumer}/{id}/discard")
    Done discard(PeerApplication caller, @PathVariable String consumer, @PathVariable UUID id) {
        caller.require(PeerApplication.CONSOLE);
        return new Done(parked.discard(consumer, id));
    }
}
