package io.orkestro.tracking.position;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.tracking.Changes;
import io.orkestro.tracking.Etas;
import io.orkestro.tracking.Fix;
import io.orkestro.tracking.OtherSide;
import io.orkestro.tracking.OtherSide.Seen;
import io.orkestro.tracking.TrackedDeliveries;
import io.orkestro.tracking.TrackedDelivery;
import io.orkestro.tracking.TrackingProperties;
import io.orkestro.tracking.position.Kept.Moment;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Couriers say where they are. One report or many cost the same few statements. */
@Component
class ReportPositions {

    private final TrackedDeliveries deliveries;
    private final PositionHistory history;
    private final Etas etas;
    private final Changes changes;
    private final ObjectProvider<OtherSide> otherSide;
    private final Plausibility plausibility;
    private final SandboxCouriers sandbox;
    private final Map<Verdict, Counter> counters = new EnumMap<>(Verdict.class);
    private final Clock clock;

    ReportPositions(
            TrackedDeliveries deliveries,
            PositionHistory history,
            Etas etas,
            Changes changes,
            ObjectProvider<OtherSide> otherSide,
            TrackingProperties properties,
            SandboxCouriers sandbox,
            MeterRegistry meters,
            Clock clock) {
        this.deliveries = deliveries;
        this.history = history;
        this.etas = etas;
        this.changes = changes;
        this.otherSide = otherSide;
        this.plausibility = new Plausibility(properties);
        this.sandbox = sandbox;
        this.clock = clock;
        for (Verdict verdict : Verdict.values()) {
            counters.put(verdict, meters.counter("orkestro.positions", "verdict", verdict.word()));
        }
    }

    /** @throws NotFound where the report is not about who carries the delivery now */
    @Transactional
    Outcome record(Report report) {
        return record(List.of(report)).getFirst().orElseThrow(() -> new NotFound("delivery", report.deliveryId()));
    }

    /** In the order of the reports; empty for one that is not about who carries the delivery now. */
    @Transactional
    List<Optional<Outcome>> record(List<Report> reports) {
        Round round = new Round(reports);
        List<Optional<Outcome>> outcomes = reports.stream().map(round::take).toList();
        round.keep();
        return outcomes;
    }

    /** Where others lock several deliveries one by one later in the transaction. */
    @Transactional
    void lock(Collection<String> deliveryIds) {
        deliveries.lock(deliveryIds);
    }

    /** Some reports, with what was known before them and what they bring. */
    private final class Round {

        private final Instant now = clock.instant();
        private final Map<String, TrackedDelivery> present = new LinkedHashMap<>();
        private final Map<String, Seen> seen = new LinkedHashMap<>();
        private final List<Kept> kept = new ArrayList<>();
        private final List<Verdict> judged = new ArrayList<>();
        private final Set<Moment> known;
        private final Set<String> atAnySpeed;

        Round(List<Report> reports) {
            Set<String> ids = new HashSet<>();
            reports.forEach(report -> ids.add(report.deliveryId()));
            deliveries.lock(ids).forEach(delivery -> present.put(delivery.id(), delivery));
            atAnySpeed = sandbox.among(present.values().stream()
                    .map(delivery -> delivery.facts().courier())
                    .flatMap(courier -> courier == null ? Stream.empty() : Stream.of(courier.id()))
                    .toList());
            known = new HashSet<>(history.known(lateMomentsIn(reports), now));
        }

        /** What is later than the last one seen cannot be known yet. */
        private Set<Moment> lateMomentsIn(List<Report> reports) {
            Set<Moment> late = new HashSet<>();
            for (Report report : reports) {
                TrackedDelivery delivery = present.get(report.deliveryId());
                Fix last = delivery == null ? null : delivery.lastFix();
                if (delivery == null || last == null) {
                    continue;
                }
                for (Fix fix : report.fixes()) {
                    if (fix.recordedAt().isBefore(last.recordedAt())) {
                        late.add(new Moment(delivery.id(), delivery.attempt(), exactly(fix.recordedAt())));
                    }
                }
            }
            return late;
        }

        Optional<Outcome> take(Report report) {
            TrackedDelivery delivery = present.get(report.deliveryId());
            if (delivery == null || !report.fits(delivery)) {
                return Optional.empty();
            }
            String courierId = report.courierOf(delivery);
            List<Verdict> verdicts = new ArrayList<>();
            for (Fix fix : inOrder(report.fixes())) {
                verdicts.add(take(report, Objects.requireNonNull(courierId), fix));
            }
            judged.addAll(verdicts);
            return Optional.of(Outcome.of(verdicts));
        }

        private Verdict take(Report report, String courierId, Fix fix) {
            TrackedDelivery delivery = Objects.requireNonNull(present.get(report.deliveryId()));
            if (delivery.status().isFinal()) {
                return Verdict.ENDED;
            }
            Plausibility judge = atAnySpeed.contains(courierId) ? plausibility.atAnySpeed() : plausibility;
            Verdict verdict = judge.judge(fix, delivery.lastFix(), now);
            if (!verdict.isKept()) {
                return verdict;
            }
            Kept one = new Kept(delivery.id(), delivery.attempt(), courierId, fix, now);
            if (!known.add(one.moment())) {
                return Verdict.REPEATED;
            }
            kept.add(one);
            if (verdict == Verdict.LIVE) {
                TrackedDelivery moved = delivery.seenAt(fix);
                present.put(moved.id(), moved);
                seen.put(moved.id(), new Seen(moved, courierId, fix, report.decision()));
            }
            return verdict;
        }

        void keep() {
            countOnceCommitted();
            history.append(kept);
            if (seen.isEmpty()) {
                return;
            }
            otherSide.ifAvailable(other -> other.saw(seen.values()));
            deliveries.save(seen.values().stream()
                    .map(one -> etas.renewed(one.delivery(), one.decision()))
                    .toList());
            changes.changed(seen.keySet());
        }

        private void countOnceCommitted() {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    judged.forEach(verdict ->
                            Objects.requireNonNull(counters.get(verdict)).increment());
                }
            });
        }
    }

    private static List<Fix> inOrder(List<Fix> fixes) {
        return fixes.stream()
                .map(fix -> new Fix(
                        fix.lat(),
                        fix.lng(),
                        exactly(fix.recordedAt()),
                        fix.accuracyMeters(),
                        fix.speedKmh(),
                        fix.heading()))
                .sorted(Comparator.comparing(Fix::recordedAt))
                .toList();
    }

    /** As exact as the database keeps it. */
    private static Instant exactly(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
