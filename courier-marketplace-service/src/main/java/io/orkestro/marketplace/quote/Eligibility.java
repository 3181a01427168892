package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.CourierProfile;
import io.orkestro.marketplace.courier.Vehicle;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a courier can carry a load: every policy is asked, so that a retailer sees all reasons at once.
 *
 * @param vehicle the first of the courier's that can; null where none can
 * @param reasons why not, in the order of {@link Ineligibility}; empty where it can
 */
public record Eligibility(@Nullable VehicleType vehicle, List<Ineligibility> reasons) {

    public boolean isGiven() {
        return reasons.isEmpty();
    }

    /**
     * @param liveBookings the courier's
     * @param now when it is asked; the hours are those of the pick-up
     */
    public static Eligibility of(Courier courier, Load load, int liveBookings, Instant now) {
        return of(courier, load, Situation.of(courier, load, liveBookings), now);
    }

    static Eligibility of(Courier courier, Load load, Situation situation, Instant now) {
        CourierProfile profile = courier.profile();
        Set<Ineligibility> reasons = EnumSet.noneOf(Ineligibility.class);
        if (courier.isPaused()) {
            reasons.add(Ineligibility.PAUSED);
        }
        if (!situation.serves()) {
            reasons.add(Ineligibility.OUTSIDE_SERVICE_AREA);
        }
        if (!profile.isOpenAt(load.readyAt(now))) {
            reasons.add(Ineligibility.CLOSED);
        }
        if (!profile.requirements().containsAll(load.allRequirements())) {
            reasons.add(Ineligibility.REQUIREMENT_NOT_MET);
        }
        if (situation.liveBookings() >= profile.capacity()) {
            reasons.add(Ineligibility.AT_CAPACITY);
        }
        if (!situation.isAsked()) {
            reasons.add(Ineligibility.UNHEALTHY);
        }
        Money value = load.orderValue();
        if (value != null && !value.currency().equals(profile.rateCard().currency())) {
            reasons.add(Ineligibility.OTHER_CURRENCY);
        }
        Vehicle vehicle = bestVehicle(profile, load, now);
        reasons.addAll(obstaclesOf(vehicle, profile, load, now));
        return new Eligibility(reasons.isEmpty() ? vehicle.type() : null, List.copyOf(reasons));
    }

    private static boolean isTooLate(Vehicle vehicle, CourierProfile profile, Load load, Instant now) {
        Instant deadline = load.dropoff().deadlineAt();
        return deadline != null
                && Itinerary.of(profile, vehicle, load, now).dropoffEta().isAfter(deadline);
    }

    /** The first vehicle with the fewest obstacles, so that the reasons are those of the closest miss. */
    static Vehicle bestVehicle(CourierProfile profile, Load load, Instant now) {
        Vehicle best = profile.vehicles().getFirst();
        for (Vehicle vehicle : profile.vehicles()) {
            if (obstaclesOf(vehicle, profile, load, now).size()
                    < obstaclesOf(best, profile, load, now).size()) {
                best = vehicle;
            }
        }
        return best;
    }

    private static Set<Ineligibility> obstaclesOf(Vehicle vehicle, CourierProfile profile, Load load, Instant now) {
        Set<Ineligibility> obstacles = EnumSet.noneOf(Ineligibility.class);
        if (isTooLate(vehicle, profile, load, now)) {
            obstacles.add(Ineligibility.TOO_LATE);
        }
        if (vehicle.maxWeightGrams() != null && load.grams() > vehicle.maxWeightGrams()) {
            obstacles.add(Ineligibility.TOO_HEAVY);
        }
        if (vehicle.maxSize() != null && load.largestSize().isLargerThan(vehicle.maxSize())) {
            obstacles.add(Ineligibility.TOO_LARGE);
        }
        Money value = load.orderValue();
        Money limit = vehicle.maxOrderValue();
        if (value != null && limit != null) {
            if (!value.currency().equals(limit.currency())) {
                obstacles.add(Ineligibility.OTHER_CURRENCY);
            } else if (value.isMoreThan(limit)) {
                obstacles.add(Ineligibility.ORDER_VALUE_TOO_HIGH);
            }
        }
        return obstacles;
    }
}
