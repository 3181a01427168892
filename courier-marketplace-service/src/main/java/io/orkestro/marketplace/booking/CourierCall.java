package io.orkestro.marketplace.booking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a courier is to be told.
 *
 * @param attempts this one included
 */
record CourierCall(
        UUID id,
        Kind kind,
        String courierId,
        String bookingId,
        @Nullable String messageId,
        @Nullable String text,
        Instant giveUpAt,
        int attempts) {

    enum Kind {
        OFFER,
        WITHDRAW,
        MESSAGE
    }

    /** For logs: not what somebody wrote. */
    @Override
    public String toString() {
        return "CourierCall[%s, %s of %s to %s, %d. try]".formatted(id, kind, bookingId, courierId, attempts);
    }
}
