package io.orkestro.marketplace.courier;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.orkestro.marketplace.money.Money;
import io.orkestro.platform.web.problem.InvalidRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a courier charges, in minor units of one currency. In this order:
 *
 * <ol>
 *   <li>{@code base + perKm × (km − freeKm, if positive) + perKg × kg}, with the kilometres by {@code distanceBands} and a
 *       fee by {@code weightBands} where there are such;
 *   <li>of that, the percents of all {@code times} the pick-up falls in and {@code surgePercent}, added up; never less
 *       than nothing;
 *   <li>plus the fees of those times;
 *   <li>rounded, and never less than {@code minimum} nor more than {@link #MAXIMUM}.
 * </ol>
 *
 * <p>Reckoned exactly, in whole metres and grams, and rounded once, half up to the minor unit. A longer way therefore
 * never costs less; nor does a heavier load, unless the fees of the weight bands fall.
 *
 * @param perKm also for what is beyond the last distance band, where that one ends
 * @param freeKm how far the base price goes; null is 0
 * @param perKg null is 0
 * @param minimum null is 0
 * @param distanceBands in the order of distance; each is charged for the part of the way that lies in it, counted from
 *     the pick-up
 * @param weightBands in the order of weight; the fee of the one that the load falls in is charged, and beyond the last the
 *     last one's
 * @param times by the clock on the wall in the courier's time zone
 * @param surgePercent what ops put on everything for the time being; null is 0
 */
public record RateCard(
        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "is an ISO 4217 code such as GBP")
        String currency,

        @NotNull @PositiveOrZero @Max(1_000_000) Integer base,
        @NotNull @PositiveOrZero @Max(100_000) Integer perKm,
        @PositiveOrZero @Max(1_000_000) @Nullable Integer minimum,
        @PositiveOrZero @DecimalMax("1000") @Nullable Double freeKm,
        @PositiveOrZero @Max(100_000) @Nullable Integer perKg,
        @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid DistanceBand> distanceBands,
        @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid WeightBand> weightBands,
        @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid TimeRate> times,
        @PositiveOrZero @Max(300) @Nullable Integer surgePercent) {

    /** The highest fee there is; {@link Money} ends there. */
    static final long MAXIMUM = 100_000_000;

    /**
     * Kilometres up to a distance.
     *
     * @param upToKm null is without end, of the last band alone
     */
    public record DistanceBand(
            @Positive @DecimalMax("1000") @Nullable Double upToKm,
            @NotNull @PositiveOrZero @Max(100_000) Integer perKm) {}

    /**
     * Loads up to a weight.
     *
     * @param upToKg inclusive; null is without end, of the last band alone
     */
    public record WeightBand(
            @Positive @DecimalMax("50000") @Nullable Double upToKg,
            @NotNull @PositiveOrZero @Max(1_000_000) Integer fee) {}

    /**
     * What is dearer, or cheaper, at some times of the week; at least one of percent and fee.
     *
     * @param days on which it begins; null is every day
     * @param from inclusive
     * @param to exclusive; not after {@code from} it is on the next day, so that equal ones make 24 hours
     * @param percent of the price before; null is 0
     * @param fee null is 0
     */
    public record TimeRate(
            @Size(min = 1, max = 7) @Nullable List<@NotNull DayOfWeek> days,
            @JsonFormat(pattern = "HH:mm") @NotNull LocalTime from,
            @JsonFormat(pattern = "HH:mm") @NotNull LocalTime to,
            @Min(-90) @Max(300) @Nullable Integer percent,
            @PositiveOrZero @Max(1_000_000) @Nullable Integer fee) {

        public TimeRate {
            days = WeeklySpan.inOrder(days);
        }

        boolean appliesAt(LocalDateTime wallClock) {
            return new WeeklySpan(days, from, to).includes(wallClock);
        }
    }

    /** The same price whatever the weight band, the hour or the day. */
    public RateCard(
            String currency,
            Integer base,
            Integer perKm,
            @Nullable Integer minimum,
            @Nullable Double freeKm,
            @Nullable Integer perKg) {
        this(currency, base, perKm, minimum, freeKm, perKg, null, null, null, null);
    }

    /**
     * At a time that is none of {@code times}.
     *
     * @param meters to be driven, detours included
     * @param grams of the whole load
     */
    public Money price(double meters, long grams) {
        return price(meters, grams, List.of());
    }

    /**
     * @param meters to be driven, detours included
     * @param grams of the whole load
     * @param pickup where the courier is
     */
    public Money price(double meters, long grams, LocalDateTime pickup) {
        return price(
                meters,
                grams,
                orNone(times).stream().filter(time -> time.appliesAt(pickup)).toList());
    }

    private Money price(double meters, long grams, List<TimeRate> applying) {
        int percent = 100
                + orZero(surgePercent)
                + applying.stream().mapToInt(time -> orZero(time.percent())).sum();
        int fees = applying.stream().mapToInt(time -> orZero(time.fee())).sum();
        BigDecimal amount = BigDecimal.valueOf(base)
                .add(distanceCharge(Math.round(meters)))
                .add(weightCharge(grams))
                .multiply(BigDecimal.valueOf(Math.max(0, percent), 2))
                .add(BigDecimal.valueOf(fees))
                .setScale(0, RoundingMode.HALF_UP);
        long capped = amount.min(BigDecimal.valueOf(MAXIMUM)).longValueExact();
        return Money.of(Math.max(orZero(minimum), capped), currency);
    }

    private BigDecimal distanceCharge(long meters) {
        long charged = freeKm == null ? 0 : thousandths(freeKm);
        BigDecimal charge = BigDecimal.ZERO;
        for (DistanceBand band : orNone(distanceBands)) {
            long end = band.upToKm() == null ? meters : Math.min(meters, thousandths(band.upToKm()));
            if (end > charged) {
                charge = charge.add(per1000(band.perKm(), end - charged));
                charged = end;
            }
        }
        return meters > charged ? charge.add(per1000(perKm, meters - charged)) : charge;
    }

    private BigDecimal weightCharge(long grams) {
        BigDecimal charge = per1000(orZero(perKg), grams);
        List<WeightBand> bands = orNone(weightBands);
        if (bands.isEmpty()) {
            return charge;
        }
        WeightBand reached = bands.stream()
                .filter(band -> band.upToKg() == null || grams <= thousandths(band.upToKg()))
                .findFirst()
                .orElse(bands.getLast());
        return charge.add(BigDecimal.valueOf(reached.fee()));
    }

    /**
     * Refuses bands that are out of order and times that charge nothing.
     *
     * @param field where the card stands in the request
     */
    void check(String field) {
        checkOrder(field + ".distanceBands", "upToKm", orNone(distanceBands), DistanceBand::upToKm);
        checkOrder(field + ".weightBands", "upToKg", orNone(weightBands), WeightBand::upToKg);
        List<TimeRate> rates = orNone(times);
        for (int i = 0; i < rates.size(); i++) {
            if (rates.get(i).percent() == null && rates.get(i).fee() == null) {
                throw new InvalidRequest(
                        "%s.times[%d]".formatted(field, i), "required", "A time has a percent, a fee or both");
            }
        }
    }

    private static <T> void checkOrder(String field, String end, List<T> bands, Function<T, @Nullable Double> endOf) {
        for (int i = 0; i < bands.size() - 1; i++) {
            Double here = endOf.apply(bands.get(i));
            Double next = endOf.apply(bands.get(i + 1));
            if (here == null) {
                throw new InvalidRequest(
                        "%s[%d].%s".formatted(field, i, end), "required", "Only the last band is without end");
            }
            if (next != null && next <= here) {
                throw new InvalidRequest(
                        "%s[%d].%s".formatted(field, i + 1, end),
                        "out_of_order",
                        "is more than that of the band before");
            }
        }
    }

    private static BigDecimal per1000(long price, long count) {
        return BigDecimal.valueOf(price).multiply(BigDecimal.valueOf(count)).movePointLeft(3);
    }

    /** Kilometres in metres, kilograms in grams. */
    private static long thousandths(double whole) {
        return Math.round(whole * 1_000);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
