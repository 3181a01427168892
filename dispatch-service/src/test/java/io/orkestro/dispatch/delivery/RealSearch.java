package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.dispatch.rule.Quote;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The search for a courier as a delivery of this order goes through it, up to its first record. */
public final class RealSearch {

    private RealSearch() {}

    /** The first round of the record of a delivery that was born with these rules, once these quotes have come. */
    public static DecisionRound firstRound(DeliveryOrder order, DispatchRules rules, List<Quote> quotes, Instant now) {
        NewDelivery birth =
                Fixtures.birth(order.consignment(Objects.requireNonNull(order.pickup())), rules, true, Fallback.RULES);
        Delivery delivery = Delivery.born(birth, null, now, Fixtures.PACE).delivery();
        Change change = delivery.decided(delivery.judge(quotes, now), now, Fixtures.PACE)
                .orElseThrow();
        DecisionRound round = Objects.requireNonNull(change.round());
        boolean books = change.ask() instanceof Change.Booking;
        if (books != (round.chosen() != null)) {
            throw new AssertionError("%s was chosen, and %s done".formatted(round.chosen(), change.ask()));
        }
        if (change.ask() instanceof Change.Booking(Attempt attempt)
                && !attempt.courierId().equals(round.chosen())) {
            throw new AssertionError("%s was chosen, %s booked".formatted(round.chosen(), attempt.courierId()));
        }
        return round;
    }
}
