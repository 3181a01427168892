package io.orkestro.monolith.account;

import io.orkestro.monolith.place.PhoneNumber;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a retailer changes about itself; what is absent stays. */
record AccountPatch(
        @Size(min = 1, max = 100) @Pattern(regexp = "(?s).*\\S.*", message = "is not blank") @Nullable
        String name,

        @Email @Size(min = 3, max = 254) @Nullable String email,
        @PhoneNumber @Nullable String phone,

        @Pattern(regexp = "en|it", message = "is en or it") @Nullable
        String language) {}
