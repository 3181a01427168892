package io.orkestro.tracking;

import io.orkestro.tracking.DeliveryNews.Delivery;
import io.orkestro.tracking.place.Location;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Estimates arrivals. Before the courier is seen, its promise stands. From then on: the remaining way (as the crow
 * flies, by a factor for streets) at the speed it lately kept, else at its vehicle's usual one; yet before it has the
 * goods never earlier than it promised, for it knows of other stops on its way and we do not.
 */
final class EtaPolicy {

    static final double STREETS_PER_CROW = 1.3;

    /** From arriving at the pick-up to leaving it. */
    static final Duration HANDOVER = Duration.ofMinutes(3);

    private EtaPolicy() {}

    /** @param pace metres a second it lately kept, null where nothing is known; see {@link Pace} */
    static Estimate estimate(Delivery delivery, @Nullable Fix last, @Nullable Double pace, Instant now) {
        if (!delivery.status().isBeforePickup() && !delivery.status().isCarrying()) {
            return Estimate.NONE;
        }
        if (last == null) {
            return promised(delivery);
        }
        double speed = Pace.metersPerSecond(pace, delivery.courier());
        return delivery.status().isCarrying()
                ? new Estimate(null, arrival(last, delivery.dropoff().location(), speed, delivery, now))
                : beforePickup(delivery, last, speed, now);
    }

    private static Estimate promised(Delivery delivery) {
        return new Estimate(delivery.status() == Status.ASSIGNED ? delivery.pickupEta() : null, delivery.dropoffEta());
    }

    private static Estimate beforePickup(Delivery delivery, Fix last, double speed, Instant now) {
        Location pickup = delivery.pickup().location();
        boolean arrived = delivery.status() == Status.PICKUP_ARRIVED;
        Instant there = arrived
                ? now
                : later(
                        later(now, last.recordedAt().plus(travel(last.location(), pickup, speed))),
                        delivery.pickupEta());
        Instant atPickup = later(there, delivery.pickup().readyAt());
        Instant atDropoff = later(
                atPickup.plus(HANDOVER).plus(travel(pickup, delivery.dropoff().location(), speed)),
                delivery.dropoff().readyAt());
        return new Estimate(arrived ? null : atPickup, later(atDropoff, delivery.dropoffEta()));
    }

    private static Instant arrival(Fix last, Location to, double speed, Delivery delivery, Instant now) {
        Instant there = later(now, last.recordedAt().plus(travel(last.location(), to, speed)));
        return later(there, delivery.dropoff().readyAt());
    }

    private static Duration travel(Location from, Location to, double metersPerSecond) {
        return Duration.ofMillis(Math.round(from.metersTo(to) * STREETS_PER_CROW / metersPerSecond * 1000));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
