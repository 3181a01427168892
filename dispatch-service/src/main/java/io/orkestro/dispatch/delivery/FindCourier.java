package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.dispatch.rule.Quote;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.Routing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The search for a courier, step by step: quotes are ranked, the best is booked, the next after a no, and at its
 * deadlines the delivery goes on by itself. A message about a delivery that is not here changes nothing.
 */
@Component
public class FindCourier {

    private final Deliveries deliveries;
    private final Announcement announcement;
    private final Ownership ownership;
    private final Routing routing;
    private final DispatchProperties pace;
    private final Clock clock;

    FindCourier(
            Deliveries deliveries,
            Announcement announcement,
            @Qualifier("deliveryOwnership") Ownership ownership,
            Routing routing,
            DispatchProperties pace,
            Clock clock) {
        this.deliveries = deliveries;
        this.announcement = announcement;
        this.ownership = ownership;
        this.routing = routing;
        this.pace = pace;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    /** Late quotes of an earlier question are as good as any, while the delivery still waits for quotes. */
    @Transactional
    public void choose(String deliveryId, List<Quote> quotes) {
        begin(deliveryId).filter(Delivery::isQuoting).ifPresent(delivery -> {
            Instant now = clock.instant();
            DecisionRound round = delivery.judge(quotes, now);
            announce(delivery, delivery.decided(round, now, pace));
        });
    }

    @Transactional
    public void confirm(String deliveryId, Confirmation yes) {
        begin(deliveryId).ifPresent(delivery -> announce(delivery, delivery.confirmed(yes, clock.instant())));
    }

    /**
     * A booking has ended without a hand-over.
     *
     * @param how rejected, expired or withdrawn
     */
    @Transactional
    public void goOn(String deliveryId, String bookingId, Attempt.Status how, @Nullable String reason) {
        begin(deliveryId)
                .ifPresent(delivery ->
                        announce(delivery, delivery.bookingEnded(bookingId, how, reason, clock.instant(), pace)));
    }

    /** Something of this delivery may be due. */
    @Transactional
    public void meetDeadline(String deliveryId) {
        begin(deliveryId).filter(delivery -> ownership.isOwn(delivery.epoch())).ifPresent(delivery -> {
            Optional<Change> change = delivery.due(clock.instant(), pace);
            if (change.isEmpty()) {
                delivery.restoreDeadline();
            }
            announce(delivery, change);
        });
    }

    /** A step that no request began: it goes by the routing table as it is now. */
    private Optional<Delivery> begin(String deliveryId) {
        Optional<Delivery> delivery = deliveries.lock(deliveryId);
        delivery.ifPresent(one -> one.follow(routing.decide(one.key())));
        return delivery;
    }

    private void announce(Delivery delivery, Optional<Change> change) {
        change.ifPresent(one -> announcement.announce(delivery, one));
    }
}
