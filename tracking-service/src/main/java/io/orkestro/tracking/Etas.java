package io.orkestro.tracking;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Estimates arrivals, and tells others when one moves. */
@Component
public class Etas {

    private static final int OVERDUE_AT_ONCE = 200;

    private static final Logger log = LoggerFactory.getLogger(Etas.class);

    private final TrackedDeliveries deliveries;
    private final Outbox outbox;
    private final ObjectProvider<OtherSide> otherSide;
    private final Changes changes;
    private final Routing routing;
    private final TransactionTemplate transaction;
    private final Duration worthTelling;
    private final Clock clock;

    Etas(
            TrackedDeliveries deliveries,
            Outbox outbox,
            ObjectProvider<OtherSide> otherSide,
            Changes changes,
            Routing routing,
            TransactionTemplate transaction,
            TrackingProperties properties,
            Clock clock) {
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.otherSide = otherSide;
        this.changes = changes;
        this.routing = routing;
        this.transaction = transaction;
        this.worthTelling = properties.etaMove();
        this.clock = clock;
    }

    /** Estimated anew; nobody is told. */
    public TrackedDelivery estimated(TrackedDelivery delivery) {
        return delivery.estimated(
                EtaPolicy.estimate(delivery.facts(), delivery.lastFix(), delivery.pace(), clock.instant()));
    }

    /**
     * Estimated anew, and told where that is this side's part; the caller saves it. Needs a running transaction that holds
     * the delivery's row.
     */
    public TrackedDelivery renewed(TrackedDelivery delivery, Decision decision) {
        TrackedDelivery renewed = estimated(delivery);
        Instant eta = renewed.estimate().dropoff();
        // What the courier promised travels in the delivery's own events; only a departure from it is told here.
        Instant told = renewed.announcedEta() == null ? renewed.facts().dropoffEta() : renewed.announcedEta();
        if (eta == null || decision.of(Capability.TRACKING) != Side.SERVICE || !isWorthTelling(told, eta)) {
            return renewed;
        }
        OtherSide other = otherSide.getIfAvailable();
        if (other != null && !other.hasSaidAll(renewed.id())) {
            return renewed;
        }
        outbox.append(Message.event(
                Capability.TRACKING.slug(),
                EtaChanged.TYPE,
                renewed.id(),
                0,
                0,
                decision,
                new EtaChanged(
                        renewed.id(),
                        renewed.retailerId(),
                        renewed.facts().attempt(),
                        eta,
                        told,
                        renewed.lateByMinutes())));
        return renewed.announced(eta);
    }

    private boolean isWorthTelling(@Nullable Instant told, Instant eta) {
        return told == null || Duration.between(told, eta).abs().compareTo(worthTelling) > 0;
    }

    /** A courier that is silent arrives later and later, and nothing else would say so. */
    @Scheduled(fixedDelayString = "PT15S", initialDelayString = "PT15S")
    void renewOverdue() {
        for (String id : deliveries.overdue(clock.instant(), OVERDUE_AT_ONCE)) {
            try {
                transaction.executeWithoutResult(_ -> deliveries.lock(id).ifPresent(this::renewSilent));
            } catch (RuntimeException e) {
                log.warn("The arrival of {} is not estimated anew, and will be", id, e);
            }
        }
    }

    private void renewSilent(TrackedDelivery delivery) {
        Decision decision = routing.decide(RoutingKey.ofPublicId(delivery.id()));
        otherSide.ifAvailable(other -> other.stepped(delivery.id(), decision));
        deliveries.save(List.of(renewed(delivery, decision)));
        changes.changed(List.of(delivery.id()));
    }
}
