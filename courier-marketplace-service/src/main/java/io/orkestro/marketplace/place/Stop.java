package io.orkestro.marketplace.place;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place with a contact and a time window: pick-up or drop-off.
 *
 * @param name the person to ask for
 * @param phone E.164
 * @param instructions for the driver, at most 280 characters
 * @param readyAt not before; null is now
 * @param deadlineAt not after; null is as soon as possible
 */
public record Stop(
        @NotBlank @Size(max = 100) String name,
        @Size(max = 100) @Nullable String business,
        @NotNull @Valid Address address,
        @NotNull @Valid Location location,
        @PhoneNumber @Nullable String phone,
        @Email @Size(max = 254) @Nullable String email,
        @Size(max = 280) @Nullable String instructions,
        @Nullable Instant readyAt,
        @Nullable Instant deadlineAt) {}
