package io.orkestro.dispatch.intake.shop;

/** An event makes no sense. */
public final class UnreadableEvent extends RuntimeException {

    /** @param why for the retailer to read; nothing personal */
    public UnreadableEvent(String why) {
        super(why, null, false, false);
    }
}
