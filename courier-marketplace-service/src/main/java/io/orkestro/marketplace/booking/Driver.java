package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.place.PhoneNumber;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The person who carries, as far as the courier says. */
public record Driver(
        @Size(min = 1, max = 100) @Nullable String name,
        @PhoneNumber @Nullable String phone,
        @Nullable VehicleType vehicle) {}
