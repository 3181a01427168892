package io.orkestro.dispatch.intake.shop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A shop does not answer, or says that it will later. */
public final class ShopAway extends RuntimeException {

    private final @Nullable Duration retryAfter;

    /** @param why for the retailer to read; nothing personal */
    public ShopAway(String why, @Nullable Duration retryAfter) {
        super(why, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** What the shop asked for; null where it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
