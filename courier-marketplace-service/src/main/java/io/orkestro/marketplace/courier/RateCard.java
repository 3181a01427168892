package io.orkestro.marketplace.courier;

import io.orkestro.marketplace.money.Money;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/**
 * What a courier charges, in minor units of one currency:
 * {@code base + perKm × (km − freeKm, if positive) + perKg × kg}, and never less than {@code minimum}.
 *
 * <p>Reckoned in whole metres and grams, so that nothing is lost on the way; rounded once, at the end, half up to the
 * minor unit. A longer way or a heavier load therefore never costs less.
 *
 * @param freeKm how far the base price goes; null is 0
 * @param perKg null is 0
 * @param minimum null is 0
 */
public record RateCard(
        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "is an ISO 4217 code such as GBP")
        String currency,

        @NotNull @PositiveOrZero @Max(1_000_000) Integer base,
        @NotNull @PositiveOrZero @Max(100_000) Integer perKm,
        @PositiveOrZero @Max(1_000_000) @Nullable Integer minimum,
        @PositiveOrZero @DecimalMax("1000") @Nullable Double freeKm,
        @PositiveOrZero @Max(100_000) @Nullable Integer perKg) {

    /** The highest fee there is; {@link Money} ends there. */
    static final long MAXIMUM = 100_000_000;

    /**
     * @param meters to be driven, detours included
     * @param grams of the whole load
     */
    public Money price(double meters, long grams) {
        long charged = Math.max(0, Math.round(meters) - Math.round(orZero(freeKm) * 1_000));
        long thousandths = perKm * charged + orZero(perKg) * grams;
        long amount = base + Math.floorDiv(thousandths + 500, 1_000L);
        return Money.of(Math.min(MAXIMUM, Math.max(orZero(minimum), amount)), currency);
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private static long orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
