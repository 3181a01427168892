package io.orkestro.monolith.dispatch.delivery;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.orkestro.monolith.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a delivery was called off.
 *
 * @param by who did
 * @param comment in the caller's own words
 * @param fee what it costs, see {@link CancellationRate}
 */
public record Cancellation(
        Reason reason,
        By by,
        Instant at,
        Money fee,
        @Nullable String comment) {

    /** Why. The other names are those retailers know from Stuart. */
    public enum Reason {
        @JsonAlias("customer_cancellation_requested")
        CUSTOMER_REQUEST,
        ADDRESS_ERROR,
        PACKAGE_DAMAGED,
        PACKAGE_NOT_READY,
        INCORRECT_PACKAGE,
        @JsonAlias("duplicate_package")
        DUPLICATE,
        @JsonAlias("wrong_transport_type")
        WRONG_VEHICLE,
        @JsonAlias("pu_closed")
        PICKUP_CLOSED,
        @JsonAlias("end_customer_unreachable")
        RECIPIENT_UNREACHABLE,
        @JsonAlias("end_customer_refused_package")
        RECIPIENT_REFUSED,
        COURIER_ISSUE,
        TECHNICAL_ISSUE,
        @JsonAlias("no_supply")
        OTHER
    }

    /** Who. */
    public enum By {
        RETAILER,
        OPS
    }
}
