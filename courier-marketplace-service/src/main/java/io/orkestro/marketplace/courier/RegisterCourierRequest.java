package io.orkestro.marketplace.courier;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new courier.
 *
 * @param key its routing key; the id is {@code crr_<key>}
 */
record RegisterCourierRequest(
        @NotNull @Pattern(regexp = "[a-z0-9]{1,20}", message = "is 1 to 20 lower-case letters and digits")
        String key,

        @NotBlank @Size(max = 100) String name,
        @NotNull @Size(min = 1, max = 6) List<@NotNull @Valid Vehicle> vehicles,
        @NotNull @Valid ServiceAreaRequest serviceArea,
        @NotNull @Valid RateCard rateCard,
        @NotNull @Positive @Max(100_000) Integer capacity,
        @NotNull @DecimalMin("1") @DecimalMax("130") Double speedKmh,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime opensAt,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime closesAt,
        @Nullable ZoneId timezone,
        @Size(max = 20) @Nullable Set<@NotNull Requirement> requirements,
        @Size(max = 2_000) @Nullable String offerUrl,
        @Nullable SandboxBehaviour sandbox,
        @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid Hours> hours) {

    CourierProfile profile() {
        return new CourierProfile(
                        name,
                        vehicles,
                        serviceArea.area("serviceArea"),
                        rateCard,
                        capacity,
                        speedKmh,
                        opensAt,
                        closesAt,
                        timezone,
                        requirements == null ? Set.of() : requirements,
                        offerUrl,
                        sandbox,
                        hours)
                .checked();
    }
}
