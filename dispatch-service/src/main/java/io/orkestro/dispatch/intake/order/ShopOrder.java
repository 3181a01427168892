package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as a shop tells it: as much of it as a delivery needs, and still in the shop's words.
 *
 * @param id the shop's own, unique within its connection
 * @param number as people call it, {@code #1001}
 * @param changedAt by the shop's clock; of two tellings the later one counts
 * @param isCancelled whether the shop has called it off
 * @param pickup null where the connection's store is meant
 * @param dropoff null where the shop names no address
 * @param method how it is to be sent, in the shop's words; null where it does not say
 * @param readyAt when the goods are ready, where the shop says so: it was ordered for later
 * @param destinations how many addresses the shop names; more than one is for people to look at
 * @param value of all that is carried
 */
public record ShopOrder(
        String id,
        String number,
        Instant changedAt,
        boolean isCancelled,
        @Nullable ShopStop pickup,
        @Nullable ShopStop dropoff,
        @Nullable String method,
        @Nullable Instant readyAt,
        int destinations,
        List<ShopLine> lines,
        @Nullable Money value,
        @Nullable Money tip,
        @Nullable Integer minimumAge) {

    public ShopOrder {
        lines = List.copyOf(lines);
    }
}
