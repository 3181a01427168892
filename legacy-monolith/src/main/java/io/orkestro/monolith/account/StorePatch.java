package io.orkestro.monolith.account;

import io.orkestro.monolith.place.Address;
import io.orkestro.monolith.place.Location;
import io.orkestro.monolith.place.PhoneNumber;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What changes about a store; what is absent stays. */
record StorePatch(
        @Size(min = 1, max = 100) @Pattern(regexp = "(?s).*\\S.*", message = "is not blank") @Nullable
        String name,

        @Size(max = 100) @Nullable String business,
        @Valid @Nullable Address address,
        @Valid @Nullable Location location,
        @PhoneNumber @Nullable String phone,
        @Email @Size(min = 3, max = 254) @Nullable String email,
        @Size(max = 280) @Nullable String instructions,
        @PositiveOrZero @Max(1440) @Nullable Integer prepMinutes) {}
