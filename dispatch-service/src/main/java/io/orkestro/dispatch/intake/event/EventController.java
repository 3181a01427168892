package io.orkestro.dispatch.intake.event;

import io.orkestro.dispatch.intake.connection.Connections;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.Malformed;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/connections/{connectionId}/events}: what a retailer's shop told, and what became of it. */
@RestController
@RequestMapping("/v1/connections/{connectionId}")
class EventController {

    private final Connections connections;
    private final ShopEvents events;
    private final DueWork<Traced<ShopEvents.Due>> work;
    private final IdempotentRequests requests;

    EventController(
            Connections connections,
            ShopEvents events,
            DueWork<Traced<ShopEvents.Due>> work,
            IdempotentRequests requests) {
        this.connections = connections;
        this.events = events;
        this.work = work;
        this.requests = requests;
    }

    @GetMapping("/events")
    Page<EventView> list(
            Caller caller,
            @PathVariable String connectionId,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        require(caller, connectionId);
        int rows = Limit.of(limit);
        return Page.of(
                events.list(connectionId, stateOf(state), rows + 1, Cursor.decode(cursor)),
                rows,
                last -> new Cursor(last.receivedAt(), last.id()));
    }

    /** As it came, byte for byte; never as a page, whatever the shop said it is. */
    @GetMapping("/events/{eventId}/body")
    ResponseEntity<byte[]> body(Caller caller, @PathVariable String connectionId, @PathVariable String eventId) {
        require(caller, connectionId);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(events.body(connectionId, eventId).orElseThrow(() -> new NotFound("event", eventId)));
    }

    @PostMapping("/events/{eventId}/replay")
    ResponseEntity<?> replay(
            Caller caller, PostedRequest posted, @PathVariable String connectionId, @PathVariable String eventId) {
        require(caller, connectionId);
        return requests.once(posted, () -> {
            if (!events.replay(connectionId, eventId)) {
                throw new NotFound("event", eventId);
            }
            work.wakeAfterCommit();
            return ResponseEntity.accepted()
                    .body(events.find(connectionId, eventId).orElseThrow(() -> new NotFound("event", eventId)));
        });
    }

    /** All that failed, once more: for after a mapping was mended. */
    @PostMapping("/replay-failed")
    ResponseEntity<?> replayFailed(Caller caller, PostedRequest posted, @PathVariable String connectionId) {
        require(caller, connectionId);
        return requests.once(posted, () -> {
            int replayed = events.replayFailed(connectionId);
            work.wakeAfterCommit();
            return ResponseEntity.accepted().body(new Replayed(replayed));
        });
    }

    private void require(Caller caller, String connectionId) {
        if (connections.find(connectionId, caller.retailerId()).isEmpty()) {
            throw new NotFound("connection", connectionId);
        }
    }

    private static @Nullable EventState stateOf(@Nullable String text) {
        return text == null
                ? null
                : EventState.ofSlug(text).orElseThrow(() -> Malformed.unknown("state", "There is no such state"));
    }

    record Replayed(int replayed) {}
}
