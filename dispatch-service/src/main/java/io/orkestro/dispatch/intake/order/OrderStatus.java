package io.orkestro.dispatch.intake.order;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of an order so far. */
public enum OrderStatus {
    /** A delivery was asked for; dispatch has not answered yet. */
    WAITING,
    /** It is a delivery. */
    ACCEPTED,
    /** It needs somebody: see its reasons. */
    HELD,
    /** There is nothing to deliver: see its reasons. */
    IGNORED,
    /** The shop called it off; if it was a delivery, that was called off with it where it could be. */
    CANCELLED,
    /** Somebody decided that it becomes no delivery. */
    DISMISSED;

    /** As JSON spells it: {@code held}. */
    static Optional<OrderStatus> ofSlug(String slug) {
        return Arrays.stream(values())
                .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(slug))
                .findFirst();
    }
}
