package io.orkestro.marketplace.booking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A courier's yes, with what it knows already. */
public record Acceptance(
        @Nullable Driver driver,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta) {

    public static final Acceptance BARE = new Acceptance(null, null, null);
}
