package io.orkestro.marketplace.booking;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A courier's no.
 *
 * @param reason a snake case code; an open list
 */
record EndBookingRequest(@NotBlank @Size(max = 200) String reason) {}
