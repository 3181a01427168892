package io.orkestro.monolith.account;

import io.orkestro.monolith.place.Address;
import io.orkestro.monolith.place.Location;
import io.orkestro.monolith.place.PhoneNumber;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A store to open.
 *
 * @param name what drivers ask for
 * @param instructions for the driver, at most 280 characters
 * @param prepMinutes from order to ready for pick-up, at most a day
 */
record CreateStore(
        @NotBlank @Size(max = 100) String name,
        @Size(max = 100) @Nullable String business,
        @NotNull @Valid Address address,
        @NotNull @Valid Location location,
        @PhoneNumber @Nullable String phone,
        @Email @Size(min = 3, max = 254) @Nullable String email,
        @Size(max = 280) @Nullable String instructions,
        @PositiveOrZero @Max(1440) @Nullable Integer prepMinutes) {}
