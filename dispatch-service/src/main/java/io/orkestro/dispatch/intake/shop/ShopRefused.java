package io.orkestro.dispatch.intake.shop;

/** A shop says no, and will say so again: a token that is no good, an order it does not know. */
public final class ShopRefused extends RuntimeException {

    /** @param why for the retailer to read; nothing personal */
    public ShopRefused(String why) {
        super(why, null, false, false);
    }
}
