package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.news.NotifiedDeliveries;
import io.orkestro.monolith.notification.news.NotifiedDelivery;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.Forbidden;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/deliveries/{id}/messages")
class MessageController {

    record NewMessage(
            @NotNull To to, @NotBlank @Size(max = 500) String text) {}

    private final MessagesByHand messages;
    private final MessageRows rows;
    private final NotifiedDeliveries deliveries;
    private final IdempotentRequests requests;
    private final Ownership ownership;

    MessageController(
            MessagesByHand messages,
            MessageRows rows,
            NotifiedDeliveries deliveries,
            IdempotentRequests requests,
            @Qualifier("messageOwnership") Ownership ownership) {
        this.messages = messages;
        this.rows = rows;
        this.deliveries = deliveries;
        this.requests = requests;
        this.ownership = ownership;
    }

    @Rehearsable
    @PostMapping
    ResponseEntity<?> send(
            Caller caller, PostedRequest posted, @PathVariable String id, @Valid @RequestBody NewMessage message) {
        NotifiedDelivery delivery = visible(caller, id);
        if (caller.isCourier() && message.to() == To.DRIVER) {
            throw new Forbidden("A courier tells its own drivers.");
        }
        String messageId = MessagesByHand.idOf(delivery, posted.key());
        return ownership.create(
                messageId,
                caller,
                posted.key() != null,
                () -> requests.once(posted, messageId, () -> {
                    Notification sent = message.to() == To.DRIVER
                            ? messages.sendToDriver(messageId, delivery, message.text(), caller.decision())
                            : messages.send(messageId, delivery, message.to(), message.text());
                    return ResponseEntity.accepted().body(sent.toResponse());
                }));
    }

    @GetMapping
    Page<Notification.Response> list(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (caller.isCourier()) {
            throw new Forbidden("This needs a retailer's API key.");
        }
        NotifiedDelivery delivery = visible(caller, id);
        return rows.list(delivery.id(), Limit.of(limit), Cursor.decode(cursor)).map(Notification::toResponse);
    }

    /** Another's delivery looks like none. */
    private NotifiedDelivery visible(Caller caller, String id) {
        return deliveries
                .find(id)
                .filter(delivery -> switch (caller.role()) {
                    case OPS -> true;
                    case RETAILER -> delivery.retailerId().equals(caller.retailerId());
                    case COURIER -> isCarriedBy(caller.courierId(), delivery.facts());
                    case ANONYMOUS -> false;
                })
                .orElseThrow(() -> new NotFound("delivery", id));
    }

    private static boolean isCarriedBy(String courierId, NotifiedDelivery.Facts delivery) {
        return delivery.courier() != null
                && delivery.courier().id().equals(courierId)
                && !delivery.status().isFinal();
    }
}
