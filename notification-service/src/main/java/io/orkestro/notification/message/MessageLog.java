package io.orkestro.notification.message;

import io.orkestro.notification.news.Here;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Every message that was to be sent, and what became of it. */
@Component
class MessageLog {

    private static final String TRIED = "message.tried.v1";

    private final MessageRows rows;
    private final MessageCopies copies;
    private final Ownership ownership;
    private final Outbox outbox;
    private final Routing routing;

    MessageLog(
            MessageRows rows,
            MessageCopies copies,
            @Qualifier("messageOwnership") Ownership ownership,
            Outbox outbox,
            Routing routing) {
        this.rows = rows;
        this.copies = copies;
        this.ownership = ownership;
        this.outbox = outbox;
        this.routing = routing;
    }

    /** To whoever owns it now: what became of a try that began before it was handed over. */
    record TriedMessage(String messageId, Outcome outcome) {}

    /**
     * Writes a message down, to be sent from here. Needs a running transaction.
     *
     * @return false where it is known already
     */
    boolean add(Notification message) {
        if (rows.find(message.id()).isPresent()) {
            return false;
        }
        MessageRow row = new MessageRow(message, ownership.birthEpoch(message.id()), 1, null);
        rows.save(row);
        copies.changed(row);
        return true;
    }

    Optional<Instant> etaTold(String deliveryId, To to, Channel channel) {
        return rows.etaTold(deliveryId, to, channel);
    }

    Optional<Notification> find(String id) {
        return rows.find(id).map(MessageRow::message);
    }

    /** Writes down how a try ended, here or, where the message has been handed over meanwhile, there. */
    @Transactional
    void settle(String id, Outcome outcome) {
        rows.lock(id).ifPresent(row -> {
            if (ownership.isOwn(row.epoch())) {
                settle(row, outcome);
            } else {
                tellTheOwner(row, outcome);
            }
        });
    }

    private void settle(MessageRow row, Outcome outcome) {
        if (row.message().status() != Notification.Status.QUEUED) {
            return;
        }
        MessageRow next = row.next(row.message().after(outcome));
        rows.save(next);
        copies.changed(next);
    }

    private void tellTheOwner(MessageRow row, Outcome outcome) {
        outbox.append(Message.addressed(
                Capability.NOTIFICATION.slug(),
                Here.ownerOf(row.epoch()),
                TRIED,
                row.message().id(),
                routing.decide(RoutingKey.ofPublicId(row.message().retailerId())),
                new TriedMessage(row.message().id(), outcome)));
    }

    /** What the other side says about tries of what is ours now. */
    Subscription subscription() {
        return Subscription.of("notification-tries", Capability.NOTIFICATION.slug())
                .onAddressed(
                        TRIED,
                        TriedMessage.class,
                        ownership.whenOwned(
                                TriedMessage::messageId,
                                (_, tried) ->
                                        rows.lock(tried.messageId()).ifPresent(row -> settle(row, tried.outcome()))))
                .build();
    }
}
