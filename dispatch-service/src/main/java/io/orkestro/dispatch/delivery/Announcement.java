package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Consignment;
import io.orkestro.dispatch.consignment.DeliverableAction;
import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.consignment.Requirement;
import io.orkestro.dispatch.consignment.UndeliverableAction;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells the world what a transition caused, keeps the record, and asks the marketplace for what it needs, by the outbox. */
@Component
class Announcement {

    private static final String EXCHANGE = Capability.DISPATCH.slug();

    private final Outbox outbox;
    private final Routing routing;
    private final DecisionRounds rounds;
    private final JsonMapper json;
    private final String publicUrl;

    Announcement(
            Outbox outbox,
            Routing routing,
            DecisionRounds rounds,
            JsonMapper json,
            @Value("${orkestro.public-url}") String publicUrl) {
        this.outbox = outbox;
        this.routing = routing;
        this.rounds = rounds;
        this.json = json;
        this.publicUrl = publicUrl;
    }

    /** In the transaction that changed the delivery. */
    void announce(Delivery delivery, Change change) {
        DecisionRound round = change.round();
        if (round != null) {
            rounds.append(delivery.id(), round);
        }
        say(change.event() + ".v1", delivery, change.occurredAt(), round == null ? null : List.of(round));
        Change.Ask ask = change.ask();
        if (ask != null) {
            ask(delivery, ask);
        }
    }

    /** Says again how it is, for those who keep copies; nothing has happened. */
    void again(String type, Delivery delivery) {
        say(type, delivery, delivery.updatedAt(), rounds.of(delivery.id()));
    }

    /** The delivery whole, with what came from elsewhere and is not understood here. */
    ObjectNode snapshot(Delivery delivery, Instant occurredAt, @Nullable List<DecisionRound> told) {
        ObjectNode known = json.valueToTree(DeliverySnapshot.of(delivery, publicUrl, occurredAt, told));
        JsonNode unknown = delivery.unknown();
        return unknown == null ? known : new UnknownFields(unknown).mergedInto(known);
    }

    private void say(String type, Delivery delivery, Instant occurredAt, @Nullable List<DecisionRound> told) {
        outbox.append(Message.event(
                EXCHANGE,
                type,
                delivery.id(),
                delivery.sequence(),
                delivery.epoch(),
                delivery.decision(),
                snapshot(delivery, occurredAt, told)));
    }

    private void ask(Delivery delivery, Change.Ask ask) {
        switch (ask) {
            case Change.Quotes quotes ->
                send(
                        delivery,
                        delivery.decision().of(Capability.COURIER_MARKETPLACE),
                        "quotes.requested.v1",
                        QuotesRequested.of(delivery, quotes.requestId()));
            case Change.Booking booking ->
                send(
                        delivery,
                        sideOf(booking.attempt()),
                        "booking.requested.v1",
                        BookingRequested.of(delivery, booking.attempt()));
            case Change.Withdrawal withdrawal ->
                send(
                        delivery,
                        sideOf(withdrawal.attempt()),
                        "booking.withdrawal-requested.v1",
                        WithdrawalRequested.of(delivery, withdrawal.attempt(), withdrawal.reason()));
        }
    }

    /** A courier's bookings are in one place, whichever retailer they are for: its own key decides. */
    private Side sideOf(Attempt attempt) {
        return routing.decide(RoutingKey.ofPublicId(attempt.courierId())).of(Capability.COURIER_MARKETPLACE);
    }

    private void send(Delivery delivery, Side side, String type, Object data) {
        outbox.append(Message.addressed(EXCHANGE, side, type, delivery.id(), delivery.decision(), data));
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
