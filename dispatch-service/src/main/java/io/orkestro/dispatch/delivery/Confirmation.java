package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A courier's yes; what it leaves out stays as quoted. */
public record Confirmation(
        String bookingId,
        @Nullable String courierName,
        @Nullable String vehicle,
        @Nullable Money fee,
        @Nullable Driver driver,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta) {}
