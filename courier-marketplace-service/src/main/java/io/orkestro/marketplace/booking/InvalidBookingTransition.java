package io.orkestro.marketplace.booking;

import io.orkestro.platform.web.problem.Refusal;
import java.util.Locale;

/** The booking is where this cannot be done. */
final class InvalidBookingTransition extends Refusal {

    InvalidBookingTransition(BookingSnapshot booking) {
        super(
                409,
                "invalid_state_transition",
                "Not in this state",
                "Booking \"%s\" is %s%s: nothing was changed."
                        .formatted(
                                booking.id(),
                                booking.status().name().toLowerCase(Locale.ROOT),
                                booking.reason() == null ? "" : " (" + booking.reason() + ")"));
    }
}
