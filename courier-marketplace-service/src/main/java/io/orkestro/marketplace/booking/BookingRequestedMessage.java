package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Stop;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dispatch asks to book a courier for an attempt. */
public record BookingRequestedMessage(
        String bookingId,
        String deliveryId,
        String retailerId,
        int attempt,
        String courierId,
        Money fee,
        Instant answerBy,
        Stop pickup,
        Stop dropoff,
        List<Item> items,
        @Nullable Money orderValue,
        @Nullable Money tip,
        @Nullable Set<Requirement> requirements,
        @Nullable Integer minimumAge,
        @Nullable String undeliverableAction,
        @Nullable String deliverableAction,
        @Nullable String trackingCode) {

    Load load() {
        return new Load(pickup, dropoff, items, orderValue, requirements == null ? Set.of() : requirements, minimumAge);
    }
}
