package io.orkestro.dispatch.intake.order;

import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;

/** Nobody can say now where an address is. */
final class AddressesAway extends Refusal {

    AddressesAway() {
        super(
                503,
                "addresses_unavailable",
                "Addresses cannot be looked up now",
                "Nobody can say now where this address is. Try again, or say its location.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(30);
    }
}
