package io.orkestro.dispatch.intake.rate;

import io.orkestro.dispatch.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a question came to. */
sealed interface Answer {

    /** The cheapest courier's price. */
    record Offered(
            Money fee,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta) implements Answer {}

    /** All couriers were asked, and none can; or there is nothing to carry. */
    record Nobody(String why) implements Answer {}

    /** Nobody can say: couriers are slow, or the address is not known well enough. */
    record Unknown(String why) implements Answer {}
}
