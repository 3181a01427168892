package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Stop;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dispatch asks what couriers there are for a delivery. */
public record QuotesRequestedMessage(
        String requestId,
        String deliveryId,
        String retailerId,
        Stop pickup,
        Stop dropoff,
        List<Item> items,
        @Nullable Money orderValue,
        @Nullable Set<Requirement> requirements,
        @Nullable Integer minimumAge) {

    Load load() {
        return new Load(pickup, dropoff, items, orderValue, requirements == null ? Set.of() : requirements, minimumAge);
    }

    /** For logs: not who sends what to whom. */
    @Override
    public String toString() {
        return "QuotesRequestedMessage[%s for %s]".formatted(requestId, deliveryId);
    }
}
