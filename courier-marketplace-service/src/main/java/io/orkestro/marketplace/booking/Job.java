package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a courier is booked for; it does not change while the booking lives.
 *
 * @param courierName as it was when it was booked
 * @param vehicle expected; the driver may come with another
 * @param undeliverableAction what to do when nobody takes the goods
 * @param deliverableAction how to hand over
 */
public record Job(
        String retailerId,
        String courierName,
        @Nullable VehicleType vehicle,
        Money fee,
        Load load,
        @Nullable Money tip,
        String undeliverableAction,
        String deliverableAction,
        @Nullable String trackingCode) {}
