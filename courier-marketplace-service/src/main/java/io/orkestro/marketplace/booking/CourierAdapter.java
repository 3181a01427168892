package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.Courier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to couriers of one kind. Called outside any transaction and, after a crash, again: the courier must be able to
 * tell the second time from the first, by the booking's id.
 */
public interface CourierAdapter {

    boolean serves(Courier courier);

    /**
     * Whether these couriers can be called from this side alone, because the other never could: then they are, whoever
     * owns them.
     */
    default boolean isBornHere() {
        return false;
    }

    Reply offer(Courier courier, BookingSnapshot booking);

    /** Tells it that the booking is over, if it ever was. */
    Heard withdraw(Courier courier, BookingSnapshot booking);

    /** Passes a text on to the driver. */
    Heard message(Courier courier, BookingSnapshot booking, String messageId, String text);

    /** Whether the courier took notice. */
    enum Heard {
        YES,
        /** Worth another try. */
        NOT_YET
    }

    /** What a courier says to an offer. */
    sealed interface Reply {

        /** Yes, at once. */
        record Accepted(Acceptance acceptance) implements Reply {}

        /** No, at once. */
        record Refused(String reason) implements Reply {}

        /** It will call back. */
        record Later() implements Reply {}

        /**
         * It could not be asked; worth another try.
         *
         * @param retryAfter not before then, where the courier said so
         */
        record Unreachable(String detail, @Nullable Duration retryAfter) implements Reply {}
    }
}
