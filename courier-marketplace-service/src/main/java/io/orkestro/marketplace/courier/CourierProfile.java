package io.orkestro.marketplace.courier;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.orkestro.platform.web.problem.InvalidRequest;
import java.net.URI;
import java.time.Instant;
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
 * @param opensAt with {@code closesAt} and {@code timezone}; all three null: always open
 * @param requirements what it can do
 * @param offerUrl where bookings are offered to it; null: its own system asks, or it is of the sandbox. The scheme is
 *     http or https; whether the address may be called at all is not looked at here
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
        @Nullable SandboxBehaviour sandbox) {

    public CourierProfile {
        vehicles = List.copyOf(vehicles);
        requirements = Set.copyOf(requirements);
    }

    /** Refuses combinations of fields that make no courier. */
    CourierProfile checked() {
        boolean hasHours = opensAt != null && closesAt != null && timezone != null;
        boolean hasNone = opensAt == null && closesAt == null;
        if (!hasHours && !hasNone) {
            throw new InvalidRequest("opensAt", "incomplete_hours", "opensAt, closesAt and timezone belong together");
        }
        if (offerUrl != null && !isCallable(offerUrl)) {
            throw new InvalidRequest("offerUrl", "wrong_format", "is an absolute http or https URL without user info");
        }
        if (offerUrl != null && sandbox != null) {
            throw new InvalidRequest("sandbox", "contradiction", "A courier of the sandbox has no offerUrl");
        }
        return this;
    }

    public boolean isOpenAt(Instant moment) {
        return opensAt == null
                || closesAt == null
                || timezone == null
                || new OpeningHours(opensAt, closesAt, timezone).include(moment);
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
