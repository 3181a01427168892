package io.orkestro.marketplace.booking;

import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A courier's yes; what it does not know yet it reports later. */
record AcceptBookingRequest(
        @Valid @Nullable Driver driver,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta) {

    Acceptance acceptance() {
        return new Acceptance(driver, pickupEta, dropoffEta);
    }
}
