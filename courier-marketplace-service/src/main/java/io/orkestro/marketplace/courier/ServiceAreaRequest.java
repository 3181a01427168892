package io.orkestro.marketplace.courier;

import io.orkestro.marketplace.place.Location;
import io.orkestro.platform.web.problem.InvalidRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service area as ops sends it.
 *
 * @param center with {@code radiusMeters}; both null: the smallest circle around the outline
 */
record ServiceAreaRequest(
        @Valid @Nullable Location center,

        @Min(ServiceArea.MIN_RADIUS_METERS) @Max(ServiceArea.MAX_RADIUS_METERS) @Nullable
        Integer radiusMeters,

        @Valid @Nullable Outline outline,

        @Size(min = 1, max = 500) @Nullable
        List<@NotNull @Pattern(regexp = "[A-Z0-9]{1,8}", message = "is a postcode district such as EC1A") String>
                districts) {

    /**
     * @param field where this stands in the request
     */
    ServiceArea area(String field) {
        if (outline != null && districts != null) {
            throw new InvalidRequest(
                    field + ".districts", "contradiction", "An area has an outline or districts, not both");
        }
        ServiceArea enclosed = outline == null ? null : outline.enclosed(field + ".outline");
        if (center == null && radiusMeters == null && enclosed != null) {
            return enclosed;
        }
        if (center == null) {
            throw new InvalidRequest(field + ".center", "required", "must not be null");
        }
        if (radiusMeters == null) {
            throw new InvalidRequest(field + ".radiusMeters", "required", "must not be null");
        }
        return new ServiceArea(
                center,
                radiusMeters,
                outline,
                districts == null
                        ? null
                        : districts.stream().distinct().sorted().toList());
    }
}
