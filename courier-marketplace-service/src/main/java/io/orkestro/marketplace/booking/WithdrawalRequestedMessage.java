package io.orkestro.marketplace.booking;

import org.jspecify.annotations.Nullable;

/** Dispatch asks to end a booking, which may not have arrived yet. */
public record WithdrawalRequestedMessage(
        String bookingId,
        String deliveryId,
        int attempt,
        String courierId,
        @Nullable String reason) {}
