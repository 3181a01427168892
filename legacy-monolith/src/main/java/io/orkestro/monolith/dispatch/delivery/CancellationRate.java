package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.money.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What calling off costs, as a share of the courier's fee. Nothing while nobody has said yes, for a while after it, and
 * where the reason is ours or the courier's; and by default nothing at all before the pick-up, as retailers know it.
 *
 * @param assignedPercent once a courier is on its way, 0 to 100
 * @param arrivedPercent once it waits at the pick-up, 0 to 100
 * @param freeFor how long after the courier's yes it costs nothing
 */
public record CancellationRate(
        @DefaultValue("0") @Min(0) @Max(100) int assignedPercent,
        @DefaultValue("0") @Min(0) @Max(100) int arrivedPercent,
        @DefaultValue("2m") @NotNull Duration freeFor) {

    /** The fee of calling a confirmed attempt off, rounded to the nearest minor unit. */
    Money feeOf(DeliveryStatus status, Attempt attempt, Cancellation.Reason reason, Instant now) {
        Instant confirmedAt = attempt.confirmedAt();
        boolean free = isOursOrTheCouriers(reason)
                || !attempt.isLive()
                || confirmedAt == null
                || now.isBefore(confirmedAt.plus(freeFor));
        int percent = free ? 0 : percentIn(status);
        return Money.of(
                Math.round(attempt.fee().amount() * percent / 100.0),
                attempt.fee().currency());
    }

    private int percentIn(DeliveryStatus status) {
        return switch (status) {
            case ASSIGNED -> assignedPercent;
            case PICKUP_ARRIVED -> arrivedPercent;
            case PENDING,
                    PICKED_UP,
                    DROPOFF_ENROUTE,
                    DROPOFF_ARRIVED,
                    DELIVERED,
                    CANCELLED,
                    RETURNING,
                    RETURNED,
                    FAILED,
                    EXPIRED -> 0;
        };
    }

    private static boolean isOursOrTheCouriers(Cancellation.Reason reason) {
        return switch (reason) {
            case COURIER_ISSUE, TECHNICAL_ISSUE -> true;
            case CUSTOMER_REQUEST,
                    ADDRESS_ERROR,
                    PACKAGE_DAMAGED,
                    PACKAGE_NOT_READY,
                    INCORRECT_PACKAGE,
                    DUPLICATE,
                    WRONG_VEHICLE,
                    PICKUP_CLOSED,
                    RECIPIENT_UNREACHABLE,
                    RECIPIENT_REFUSED,
                    OTHER -> false;
        };
    }
}
