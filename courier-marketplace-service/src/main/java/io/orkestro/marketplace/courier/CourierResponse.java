package io.orkestro.marketplace.courier;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A courier as the API shows it.
 *
 * @param offerSecret verifies the offers sent to {@code offerUrl}; shown once, when it is made
 */
record CourierResponse(
        String id,
        String key,
        String name,
        List<Vehicle> vehicles,
        ServiceArea serviceArea,
        RateCard rateCard,
        int capacity,
        double speedKmh,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime opensAt,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime closesAt,
        @Nullable ZoneId timezone,
        List<Requirement> requirements,
        @Nullable String offerUrl,
        @Nullable SandboxBehaviour sandbox,
        boolean paused,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String offerSecret,
        @Nullable List<Hours> hours) {

    static CourierResponse of(Courier courier) {
        return of(courier, null);
    }

    static CourierResponse of(Courier courier, @Nullable String offerSecret) {
        CourierProfile profile = courier.profile();
        return new CourierResponse(
                courier.id(),
                courier.key().value(),
                profile.name(),
                profile.vehicles(),
                profile.serviceArea(),
                profile.rateCard(),
                profile.capacity(),
                profile.speedKmh(),
                profile.opensAt(),
                profile.closesAt(),
                profile.timezone(),
                profile.requirements().stream().sorted().toList(),
                profile.offerUrl(),
                profile.sandbox(),
                courier.isPaused(),
                courier.createdAt(),
                courier.updatedAt(),
                offerSecret,
                profile.hours());
    }

    CourierResponse withoutOfferUrl() {
        return new CourierResponse(
                id,
                key,
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
                null,
                sandbox,
                paused,
                createdAt,
                updatedAt,
                offerSecret,
                hours);
    }
}
