package io.orkestro.marketplace.courier;

import io.orkestro.marketplace.money.Money;
import jakarta.validation.Valid;
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
 */
public record Vehicle(
        @NotNull VehicleType type,
        @Positive @Max(50_000_000) @Nullable Integer maxWeightGrams,
        @Nullable Size maxSize,
        @Valid @Nullable Money maxOrderValue) {}
