package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a shop's checkout shows when couriers are too slow to say.
 *
 * @param dropoffMinutes how long after the order the goods are promised
 */
public record FallbackRate(
        @NotNull @Valid Money fee,
        @NotNull @Min(15) @Max(10_080) Integer dropoffMinutes) {}
