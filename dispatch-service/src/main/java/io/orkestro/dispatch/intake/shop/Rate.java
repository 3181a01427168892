package io.orkestro.dispatch.intake.shop;

import io.orkestro.dispatch.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What it is told. */
public sealed interface Rate {

    /**
     * @param pickupEta null where no courier has said when it could be there
     * @param isFallback the retailer's own price, as couriers were too slow to name theirs
     */
    record Offered(
            Money fee,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta,
            boolean isFallback) implements Rate {}

    /** Nobody can. */
    record None(String why) implements Rate {}
}
