package io.orkestro.monolith.tracking;

import io.orkestro.monolith.place.Location;
import io.orkestro.monolith.tracking.DeliveryNews.CourierNews;
import io.orkestro.monolith.tracking.DeliveryNews.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private static final Duration SHORTEST_OBSERVATION = Duration.ofSeconds(5);

    /** A courier that hardly moves is at a light or a counter, and will move again. */
    private static final double SLOWEST_SHARE_OF_USUAL = 1 / 3.0;

    private EtaPolicy() {}

    /**
     * @param recent the last fixes of the current attempt, in any order; they tell the speed
     */
    static Estimate estimate(Delivery delivery, @Nullable Fix last, List<Fix> recent, Instant now) {
        if (!delivery.status().isBeforePickup() && !delivery.status().isCarrying()) {
            return Estimate.NONE;
        }
        if (last == null) {
            return promised(delivery);
        }
        double speed = metersPerSecond(delivery.courier(), recent);
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

    /** What the fixes show, but never less than a share of what the vehicle usually does. */
    static double metersPerSecond(@Nullable CourierNews courier, List<Fix> recent) {
        double usual = usualKmh(courier == null ? null : courier.vehicle()) / 3.6;
        List<Fix> inOrder = recent.stream()
                .sorted((a, b) -> a.recordedAt().compareTo(b.recordedAt()))
                .toList();
        if (inOrder.size() < 2) {
            return usual;
        }
        Duration observed = Duration.between(
                inOrder.getFirst().recordedAt(), inOrder.getLast().recordedAt());
        if (observed.compareTo(SHORTEST_OBSERVATION) < 0) {
            return usual;
        }
        double meters = 0;
        for (int i = 1; i < inOrder.size(); i++) {
            meters += inOrder.get(i - 1).metersTo(inOrder.get(i));
        }
        return Math.max(usual * SLOWEST_SHARE_OF_USUAL, meters * 1000 / observed.toMillis());
    }

    private static double usualKmh(@Nullable String vehicle) {
        return switch (vehicle == null ? "" : vehicle) {
            case "foot" -> 5;
            case "cargo_bike" -> 13;
            case "bike" -> 15;
            case "moto" -> 28;
            case "car" -> 25;
            case "van" -> 22;
            default -> 20;
        };
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
