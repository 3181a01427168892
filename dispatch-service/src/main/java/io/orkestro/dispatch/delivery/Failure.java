package io.orkestro.dispatch.delivery;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a delivery was not made as it should have been. */
public record Failure(String reason) {

    static final Failure NO_COURIER = new Failure("no_courier_found");
    static final Failure ATTEMPTS_EXHAUSTED = new Failure("attempts_exhausted");
    static final Failure CHOSEN_COURIER_SAID_NO = new Failure("quoted_courier_unavailable");
    static final Failure NEVER_DISPATCHED = new Failure("never_dispatched");
    static final Failure DISCARDED = new Failure("discarded");
    static final Failure UNSPECIFIED = new Failure("unspecified");

    /** As couriers say that nobody took the goods. */
    private static final Set<String> NOBODY_THERE = Set.of(
            "recipient_absent",
            "recipient_unavailable",
            "recipient_unreachable",
            "customer_unavailable",
            "customer_no_show",
            "end_customer_unreachable");

    /** Whether a courier's reason says that the goods are fine, and nobody was there to take them. */
    static boolean saysNobodyWasThere(@Nullable String reason) {
        return reason != null && NOBODY_THERE.contains(reason);
    }
}
