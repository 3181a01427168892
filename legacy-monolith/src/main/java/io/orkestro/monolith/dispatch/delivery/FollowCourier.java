package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.dispatch.proof.Proof;
import io.orkestro.monolith.dispatch.proof.ProofFiles;
import io.orkestro.monolith.dispatch.proof.SubmittedProof;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.request.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the courier reports and proves, whichever way it comes. */
@Component
public class FollowCourier {

    private static final Logger log = LoggerFactory.getLogger(FollowCourier.class);

    private final Deliveries deliveries;
    private final Sight sight;
    private final ProofFiles files;
    private final Announcement announcement;
    private final Routing routing;
    private final Clock clock;

    FollowCourier(
            Deliveries deliveries,
            Sight sight,
            ProofFiles files,
            Announcement announcement,
            Routing routing,
            Clock clock) {
        this.deliveries = deliveries;
        this.sight = sight;
        this.files = files;
        this.announcement = announcement;
        this.routing = routing;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    /** A report over HTTP. */
    @Transactional
    public DeliveryView report(String deliveryId, StatusReport report, Caller caller) {
        if (!report.status().isReported()) {
            throw new InvalidRequest("status", "unknown", "This status is not a courier's to report");
        }
        Delivery delivery = sight.toReport(deliveryId, caller);
        apply(delivery, report);
        return sight.show(delivery, caller);
    }

    /**
     * A report that came through the marketplace. Nobody waits for an answer, so what cannot be is noted and dropped;
     * a hand-over without its proof is not, and waits parked.
     */
    @Transactional
    public void reported(String deliveryId, String courierId, StatusReport report) {
        deliveries
                .lock(deliveryId)
                .filter(delivery -> delivery.wasCarriedBy(courierId))
                .ifPresent(delivery -> {
                    delivery.follow(routing.decide(delivery.key()));
                    try {
                        apply(delivery, report);
                    } catch (IllegalMove e) {
                        log.info("Ignored a report of {} for {}: {}", report.status(), deliveryId, e.detail());
                    }
                });
    }

    /** A proof over HTTP. */
    @Transactional
    public Proof prove(String deliveryId, SubmittedProof submitted, Caller caller) {
        Delivery delivery = sight.toReport(deliveryId, caller);
        Instant now = clock.instant();
        SubmittedProof.Opened opened = submitted.opened(deliveryId, now);
        Optional<Change> change = delivery.proved(opened.proof(), now);
        files.keep(opened, delivery.id(), delivery.decision());
        change.ifPresent(one -> announcement.announce(delivery, one));
        return opened.proof();
    }

    private void apply(Delivery delivery, StatusReport report) {
        Instant now = clock.instant();
        List<Proof> proofs = new ArrayList<>();
        if (report.proofs() != null) {
            for (SubmittedProof submitted : report.proofs()) {
                SubmittedProof.Opened opened = submitted.opened(delivery.id(), now);
                files.keep(opened, delivery.id(), delivery.decision());
                proofs.add(opened.proof());
            }
        }
        Instant occurredAt =
                report.occurredAt() == null || report.occurredAt().isAfter(now) ? now : report.occurredAt();
        Report heard = new Report(
                report.attempt(),
                report.status(),
                occurredAt,
                report.driver(),
                report.reason(),
                proofs,
                report.pickupEta(),
                report.dropoffEta());
        delivery.reported(heard, now).ifPresent(change -> announcement.announce(delivery, change));
    }
}
