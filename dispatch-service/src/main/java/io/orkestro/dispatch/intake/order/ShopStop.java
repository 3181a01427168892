package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.place.Location;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where goods go, as a shop writes it: a phone number in any format, a country by code or name, a point or none. Nothing
 * here is checked yet.
 */
public record ShopStop(
        @Size(max = 200) @Nullable String name,
        @Size(max = 200) @Nullable String business,
        @Size(max = 500) @Nullable String line1,
        @Size(max = 500) @Nullable String line2,
        @Size(max = 200) @Nullable String city,
        @Size(max = 100) @Nullable String postcode,
        @Size(max = 100) @Nullable String country,
        @Valid @Nullable Location location,
        @Size(max = 100) @Nullable String phone,
        @Size(max = 254) @Nullable String email,
        @Size(max = 5_000) @Nullable String instructions,
        @Nullable Instant readyAt,
        @Nullable Instant deadlineAt) {

    /** The same, where this correction says nothing else. */
    ShopStop corrected(@Nullable ShopStop correction) {
        if (correction == null) {
            return this;
        }
        boolean moved = correction.line1 != null || correction.city != null || correction.postcode != null;
        return new ShopStop(
                or(correction.name, name),
                or(correction.business, business),
                or(correction.line1, line1),
                or(correction.line2, line2),
                or(correction.city, city),
                or(correction.postcode, postcode),
                or(correction.country, country),
                // A point belongs to an address: it does not stay behind when that moves.
                moved ? correction.location : or(correction.location, location),
                or(correction.phone, phone),
                or(correction.email, email),
                or(correction.instructions, instructions),
                or(correction.readyAt, readyAt),
                or(correction.deadlineAt, deadlineAt));
    }

    private static <T> @Nullable T or(@Nullable T corrected, @Nullable T known) {
        return corrected == null ? known : corrected;
    }
}
