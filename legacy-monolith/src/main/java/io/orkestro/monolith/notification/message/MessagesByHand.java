package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.news.NotifiedDelivery;
import io.orkestro.monolith.notification.news.NotifiedRetailers;
import io.orkestro.monolith.notification.news.NotifiedRetailers.Retailer;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes the messages that retailers, couriers and ops send by hand. */
@Component
class MessagesByHand {

    /** Asks the courier to tell its driver something. */
    record CourierMessageRequested(String messageId, String deliveryId, String courierId, String text) {

        private static final String TYPE = "courier.message-requested.v1";
    }

    private final Messages messages;
    private final MessageLog log;
    private final NotifiedRetailers retailers;
    private final Outbox outbox;
    private final Clock clock;

    MessagesByHand(Messages messages, MessageLog log, NotifiedRetailers retailers, Outbox outbox, Clock clock) {
        this.messages = messages;
        this.log = log;
        this.retailers = retailers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The same for the same POST, on both sides. */
    static String idOf(NotifiedDelivery delivery, @Nullable String idempotencyKey) {
        RoutingKey key = RoutingKey.ofPublicId(delivery.retailerId());
        return idempotencyKey == null
                ? Ids.random("msg", key)
                : Ids.derived("msg", key, delivery.id(), "key", idempotencyKey);
    }

    /** A message by hand to recipient or retailer: a text where there is a phone, else an e-mail. */
    @Transactional
    Notification send(String id, NotifiedDelivery delivery, To to, String text) {
        Optional<Retailer> retailer = retailers.find(delivery.retailerId());
        Channel channel =
                to == To.RECIPIENT && delivery.facts().dropoff().phone() != null ? Channel.SMS : Channel.EMAIL;
        String address = Messages.addressOf(to, channel, delivery, retailer);
        String fault = messages.faultOf(delivery.retailerId(), address);
        String business = Messages.businessOf(delivery, retailer);
        String subject = channel == Channel.EMAIL ? business.replaceAll("[\\s\\p{Cntrl}]+", " ") : null;
        return messages.add(Notification.written(
                id,
                delivery.id(),
                delivery.retailerId(),
                to,
                channel,
                null,
                new Texts.Text(subject, text),
                address,
                null,
                fault,
                now(),
                now()));
    }

    /**
     * A message by hand to the driver, through the courier that carries now.
     *
     * @throws NoCourier where none does
     */
    @Transactional
    Notification sendToDriver(String id, NotifiedDelivery delivery, String text, Decision decision) {
        Optional<Notification> earlier = log.find(id);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        NotifiedDelivery.Courier courier = delivery.facts().courier();
        if (courier == null || delivery.facts().status().isFinal()) {
            throw new NoCourier(delivery.id());
        }
        Notification message = new Notification(
                id,
                delivery.id(),
                delivery.retailerId(),
                To.DRIVER,
                Channel.COURIER,
                null,
                null,
                text,
                null,
                Notification.Status.SENT,
                0,
                null,
                null,
                null,
                null,
                now(),
                now());
        if (log.add(message)) {
            outbox.append(Message.addressed(
                    Capability.NOTIFICATION.slug(),
                    decision.of(Capability.COURIER_MARKETPLACE),
                    CourierMessageRequested.TYPE,
                    delivery.id(),
                    decision,
                    new CourierMessageRequested(message.id(), delivery.id(), courier.id(), text)));
        }
        return message;
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
