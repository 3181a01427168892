package io.orkestro.monolith.dispatch.rule;

import io.orkestro.monolith.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may serve deliveries of some distance, or baskets of some worth. A band holds from its lower bound up to, but
 * without, its upper one. A delivery that falls in several is for those whom any of them admits; one that falls in none
 * is for all.
 */
public sealed interface Band {

    /** How a courier's id looks. */
    String COURIER = "crr_[a-z0-9]{1,20}";

    /** The types of vehicle. */
    String VEHICLE = "foot|bike|cargo_bike|moto|car|van";

    /** Half-way round the earth. */
    int MOST_METERS = 20_100_000;

    /** Who may; absent is everybody. */
    @Nullable
    List<String> couriers();

    /** On what; absent is anything. */
    @Nullable
    List<String> vehicles();

    default boolean admits(Quote quote) {
        List<String> couriers = couriers();
        List<String> vehicles = vehicles();
        return (couriers == null || couriers.contains(quote.courierId()))
                && (vehicles == null || (quote.vehicle() != null && vehicles.contains(quote.vehicle())));
    }

    /**
     * From stop to stop as the crow flies.
     *
     * @param toMeters absent is any distance
     */
    record OfDistance(
            @NotNull @Min(0) @Max(MOST_METERS) Integer fromMeters,
            @Min(1) @Max(MOST_METERS) @Nullable Integer toMeters,
            @Size(min = 1, max = 20) @Nullable List<@NotNull @Pattern(regexp = COURIER) String> couriers,
            @Size(min = 1, max = 6) @Nullable List<@NotNull @Pattern(regexp = VEHICLE) String> vehicles)
            implements Band {

        /** Whether its bounds are the wrong way round. */
        public boolean holdsNothing() {
            return toMeters != null && toMeters <= fromMeters;
        }

        boolean holds(double meters) {
            return meters >= fromMeters && (toMeters == null || meters < toMeters);
        }
    }

    /**
     * By what the goods are worth.
     *
     * @param to absent is any worth
     */
    record OfBasket(
            @NotNull @Valid Money from,
            @Valid @Nullable Money to,
            @Size(min = 1, max = 20) @Nullable List<@NotNull @Pattern(regexp = COURIER) String> couriers,
            @Size(min = 1, max = 6) @Nullable List<@NotNull @Pattern(regexp = VEHICLE) String> vehicles)
            implements Band {

        /** Whether its bounds make no band: the wrong way round, or in two currencies. */
        public boolean holdsNothing() {
            return to != null && (!isIn(to.currency()) || !to.isMoreThan(from));
        }

        boolean isIn(String currency) {
            return from.currency().equals(currency);
        }

        /** Both of one currency. */
        boolean holds(Money value) {
            return !from.isMoreThan(value) && (to == null || to.isMoreThan(value));
        }
    }
}
