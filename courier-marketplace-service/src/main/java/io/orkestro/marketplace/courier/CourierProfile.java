package io.orkestro.marketplace.courier;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.orkestro.marketplace.money.Money;
import io.orkestro.platform.web.problem.InvalidRequest;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A courier as ops registered it.
 *
 * @param vehicles at least one, the preferred first
 * @param capacity how many live bookings it takes at once
 * @param speedKmh of its drivers, on the road
 * @param opensAt every day alike, with {@code closesAt} and {@code timezone}; null: as {@code hours} say, else always open
 * @param requirements what it can do
 * @param offerUrl where bookings are offered to it; null: its own system asks, or it is of the sandbox. The scheme is
 *     http or https; whether the address may be called at all is not looked at here
 * @param hours by days, with {@code timezone}; they alone count where they are
 * @param sandbox how it behaves, where it exists in the sandbox alone
 */
public record CourierProfile(
        String name,
        List<Vehicle> vehicles,
        ServiceArea serviceArea,
        RateCard rateCard,
        int capacity,
        double speedKmh,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime opensAt,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime closesAt,
        @Nullable ZoneId timezone,
        Set<Requirement> requirements,
        @Nullable String offerUrl,
        @Nullable SandboxBehaviour sandbox,
        @Nullable List<Hours> hours) {

    public CourierProfile {
        vehicles = List.copyOf(vehicles);
        requirements = Set.copyOf(requirements);
        hours = hours == null ? null : List.copyOf(hours);
    }

    /** Open every day alike. */
    public CourierProfile(
            String name,
            List<Vehicle> vehicles,
            ServiceArea serviceArea,
            RateCard rateCard,
            int capacity,
            double speedKmh,
            @Nullable LocalTime opensAt,
            @Nullable LocalTime closesAt,
            @Nullable ZoneId timezone,
            Set<Requirement> requirements,
            @Nullable String offerUrl,
            @Nullable SandboxBehaviour sandbox) {
        this(
                name,
                vehicles,
                serviceArea,
                rateCard,
                capacity,
                speedKmh,
                opensAt,
                closesAt,
                timezone,
                requirements,
                offerUrl,
                sandbox,
                null);
    }

    /** Refuses combinations of fields that make no courier. */
    CourierProfile checked() {
        boolean hasHours = opensAt != null && closesAt != null && timezone != null;
        boolean hasNone = opensAt == null && closesAt == null;
        if (!hasHours && !hasNone) {
            throw new InvalidRequest("opensAt", "incomplete_hours", "opensAt, closesAt and timezone belong together");
        }
        if (timezone == null && hours != null) {
            throw new InvalidRequest("timezone", "required", "hours are read in it");
        }
        if (timezone == null && rateCard.times() != null) {
            throw new InvalidRequest("timezone", "required", "rateCard.times are read in it");
        }
        rateCard.check("rateCard");
        if (offerUrl != null && !isCallable(offerUrl)) {
            throw new InvalidRequest("offerUrl", "wrong_format", "is an absolute http or https URL without user info");
        }
        if (offerUrl != null && sandbox != null) {
            throw new InvalidRequest("sandbox", "contradiction", "A courier of the sandbox has no offerUrl");
        }
        return this;
    }

    public boolean isOpenAt(Instant moment) {
        if (timezone == null) {
            return true;
        }
        if (hours != null) {
            return new OpeningHours(hours, timezone).include(moment);
        }
        return opensAt == null || closesAt == null || new OpeningHours(opensAt, closesAt, timezone).include(moment);
    }

    /**
     * What it charges.
     *
     * @param meters to be driven, detours included
     * @param grams of the whole load
     * @param pickup when it is to pick up; the times of its rate card are those of the pick-up
     */
    public Money price(double meters, long grams, Instant pickup) {
        return timezone == null
                ? rateCard.price(meters, grams)
                : rateCard.price(meters, grams, LocalDateTime.ofInstant(pickup, timezone));
    }

    /** How fast its driver is with a vehicle, in km/h. */
    public double speedKmhOf(Vehicle vehicle) {
        return vehicle.speedKmh() == null ? speedKmh : vehicle.speedKmh();
    }

    private static boolean isCallable(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getScheme() != null
                    && Set.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
