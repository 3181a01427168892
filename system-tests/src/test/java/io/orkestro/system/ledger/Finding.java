package io.orkestro.system.ledger;

/**
 * Something that must not be.
 *
 * @param about the delivery's id, or the order's externalId where it has none
 */
public record Finding(Kind kind, String about, String what) {

    public enum Kind {
        /** Accepted and not to be found. */
        LOST,
        /** One order, several deliveries; one event, several webhooks or e-mails. */
        DOUBLED,
        /** A delivery nobody ordered. */
        STRANGER,
        /** Not where its accepted calls brought it. */
        WRONG_STATE,
        /** A change that was accepted is gone. */
        CHANGE_LOST,
        /** News that never came. */
        GAP,
        /** A read that did not know what had been answered before, and did not say that it was old. */
        STALE_READ,
        /** The same request again, another answer. */
        OTHER_ANSWER,
        /** Nobody's, or two sides'. */
        OWNER
    }

    @Override
    public String toString() {
        return "%s %s: %s".formatted(kind, about, what);
    }
}
