package io.orkestro.marketplace.courier;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields to change; what is null stays as it is. */
record PatchCourierRequest(
        @Size(max = 100) @Pattern(regexp = ".*\\S.*", message = "is not blank") @Nullable
        String name,

        @Size(min = 1, max = 6) @Nullable List<@NotNull @Valid Vehicle> vehicles,
        @Valid @Nullable ServiceAreaRequest serviceArea,
        @Valid @Nullable RateCard rateCard,
        @Positive @Max(100_000) @Nullable Integer capacity,
        @DecimalMin("1") @DecimalMax("130") @Nullable Double speedKmh,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime opensAt,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime closesAt,
        @Nullable ZoneId timezone,
        @Size(max = 20) @Nullable Set<@NotNull Requirement> requirements,
        @Size(max = 2_000) @Nullable String offerUrl,
        @Nullable SandboxBehaviour sandbox,
        @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid Hours> hours) {

    CourierProfile appliedTo(CourierProfile old) {
        return new CourierProfile(
                        name == null ? old.name() : name,
                        vehicles == null ? old.vehicles() : vehicles,
                        serviceArea == null ? old.serviceArea() : serviceArea.area("serviceArea"),
                        rateCard == null ? old.rateCard() : rateCard,
                        capacity == null ? old.capacity() : capacity,
                        speedKmh == null ? old.speedKmh() : speedKmh,
                        opensAt == null ? old.opensAt() : opensAt,
                        closesAt == null ? old.closesAt() : closesAt,
                        timezone == null ? old.timezone() : timezone,
                        requirements == null ? old.requirements() : requirements,
                        offerUrl == null ? old.offerUrl() : offerUrl,
                        sandbox == null ? old.sandbox() : sandbox,
                        hours == null ? old.hours() : hours)
                .checked();
    }
}
