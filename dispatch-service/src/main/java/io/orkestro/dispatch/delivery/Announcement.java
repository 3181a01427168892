package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Consignment;
import io.orkestro.dispatch.consignment.DeliverableAction;
import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.consignment.Requirement;
import io.orkestro.dispatch.consignment.UndeliverableAction;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells the world what a transition caused, and asks the marketplace for what it needs, through the outbox. */
@Component
class Announcement {

    private static final String EXCHANGE = Capability.DISPATCH.slug();

    private final Outbox outbox;
    private final String publicUrl;

    Announcement(Outbox outbox, @Value("${orkestro.public-url}") String publicUrl) {
        this.outbox = outbox;
        this.publicUrl = publicUrl;
    }

    /** In the transaction that changed the delivery. */
    void announce(Delivery delivery, Change change) {
        outbox.append(Message.event(
                EXCHANGE,
                change.event() + ".v1",
                delivery.id(),
                delivery.sequence(),
                delivery.epoch(),
                delivery.decision(),
                DeliverySnapshot.of(delivery, publicUrl, change.occurredAt())));
        Change.Ask ask = change.ask();
        if (ask != null) {
            ask(delivery, ask);
        }
    }

    private void ask(Delivery delivery, Change.Ask ask) {
        switch (ask) {
            case Change.Quotes quotes ->
                send(delivery, "quotes.requested.v1", QuotesRequested.of(delivery, quotes.requestId()));
            case Change.Booking booking ->
                send(delivery, "booking.requested.v1", BookingRequested.of(delivery, booking.attempt()));
            case Change.Withdrawal withdrawal ->
                send(
                        delivery,
                        "booking.withdrawal-requested.v1",
                        WithdrawalRequested.of(delivery, withdrawal.attempt(), withdrawal.reason()));
        }
    }

    private void send(Delivery delivery, String type, Object data) {
        outbox.append(Message.addressed(
                EXCHANGE,
                delivery.decision().of(Capability.COURIER_MARKETPLACE),
                type,
                delivery.id(),
                delivery.decision(),
                data));
    }

    record QuotesRequested(
            String requestId,
            String deliveryId,
            String retailerId,
            Stop pickup,
            Stop dropoff,
            List<Item> items,
            @Nullable Money orderValue,
            List<Requirement> requirements,
            @Nullable Integer minimumAge) {

        static QuotesRequested of(Delivery delivery, String requestId) {
            Consignment consignment = delivery.consignment();
            return new QuotesRequested(
                    requestId,
                    delivery.id(),
                    delivery.retailerId(),
                    consignment.pickup(),
                    consignment.dropoff(),
                    consignment.items(),
                    consignment.orderValue(),
                    consignment.requirements(),
                    consignment.minimumAge());
        }
    }

    record BookingRequested(
            String bookingId,
            String attemptId,
            int attempt,
            String deliveryId,
            String retailerId,
            String courierId,
            Money fee,
            @Nullable String quoteToken,
            Instant answerBy,
            Stop pickup,
            Stop dropoff,
            List<Item> items,
            @Nullable Money orderValue,
            @Nullable Money tip,
            List<Requirement> requirements,
            @Nullable Integer minimumAge,
            UndeliverableAction undeliverableAction,
            DeliverableAction deliverableAction,
            String trackingCode) {

        static BookingRequested of(Delivery delivery, Attempt attempt) {
            Consignment consignment = delivery.consignment();
            return new BookingRequested(
                    attempt.bookingId(),
                    attempt.id(),
                    attempt.number(),
                    delivery.id(),
                    delivery.retailerId(),
                    attempt.courierId(),
                    attempt.fee(),
                    attempt.quoteToken(),
                    attempt.answerBy(),
                    consignment.pickup(),
                    consignment.dropoff(),
                    consignment.items(),
                    consignment.orderValue(),
                    consignment.tip(),
                    consignment.requirements(),
                    consignment.minimumAge(),
                    consignment.undeliverableAction(),
                    consignment.deliverableAction(),
                    delivery.trackingCode());
        }
    }

    record WithdrawalRequested(String bookingId, String deliveryId, int attempt, String courierId, String reason) {

        static WithdrawalRequested of(Delivery delivery, Attempt attempt, String reason) {
            return new WithdrawalRequested(
                    attempt.bookingId(), delivery.id(), attempt.number(), attempt.courierId(), reason);
        }
    }
}
