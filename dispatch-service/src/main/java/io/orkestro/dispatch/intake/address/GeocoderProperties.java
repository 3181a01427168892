package io.orkestro.dispatch.intake.address;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who is asked where addresses are, and how.
 *
 * @param url of a service with Nominatim's search; where it is absent or empty nobody is asked, and the districts' centres
 *     have to do
 * @param userAgent says who asks; the policy of the public one wants to know whom to write to
 * @param timeout how long it has for one answer
 * @param pause between two questions of this process; the policy of the public one is a second
 * @param patience how long a question waits for those before it
 * @param notFoundFor how long an address that it does not know is not asked for again
 */
@Validated
@ConfigurationProperties("orkestro.intake.geocoder")
record GeocoderProperties(
        @Pattern(regexp = "(https?://.+)?", message = "is an http or https address") @Nullable
        String url,

        @DefaultValue("Orkestro-Intake/1") @NotBlank String userAgent,

        @DefaultValue("3s") @NotNull @DurationMin(millis = 1)
        Duration timeout,

        @DefaultValue("1s") @NotNull @DurationMin Duration pause,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration patience,

        @DefaultValue("1d") @NotNull @DurationMin Duration notFoundFor) {

    boolean isAsked() {
        return url != null && !url.isBlank();
    }
}
