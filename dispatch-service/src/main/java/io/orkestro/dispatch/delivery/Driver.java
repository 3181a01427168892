package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.place.PhoneNumber;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The person who carries, as far as the courier says. */
public record Driver(
        @Size(max = 100) @Nullable String name,
        @PhoneNumber @Nullable String phone,
        @Size(max = 20) @Nullable String vehicle) {

    /** The newer word where there is one. */
    static @Nullable Driver updated(@Nullable Driver known, @Nullable Driver news) {
        if (known == null || news == null) {
            return news == null ? known : news;
        }
        return new Driver(
                news.name == null ? known.name : news.name,
                news.phone == null ? known.phone : news.phone,
                news.vehicle == null ? known.vehicle : news.vehicle);
    }
}
