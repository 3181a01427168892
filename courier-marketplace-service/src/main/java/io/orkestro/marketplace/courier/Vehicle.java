package io.orkestro.marketplace.courier;

import io.orkestro.marketplace.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * A kind of vehicle of a courier's fleet and what it may carry; a limit that is null is none.
 *
 * @param maxWeightGrams of the whole load
 * @param maxSize of the largest item
 * @param maxOrderValue of the goods
 * @param speedKmh on the road; null is the courier's
 */
public record Vehicle(
        @NotNull VehicleType type,
        @Positive @Max(50_000_000) @Nullable Integer maxWeightGrams,
        @Nullable Size maxSize,
        @Valid @Nullable Money maxOrderValue,
        @DecimalMin("1") @DecimalMax("130") @Nullable Double speedKmh) {

    /** As fast as the courier is. */
    public Vehicle(
            VehicleType type, @Nullable Integer maxWeightGrams, @Nullable Size maxSize, @Nullable Money maxOrderValue) {
        this(type, maxWeightGrams, maxSize, maxOrderValue, null);
    }
}
