package io.orkestro.dispatch.intake.shop;

import io.orkestro.dispatch.intake.order.ShopOrder;
import java.time.Instant;
import java.util.List;

/** What an event says. */
public sealed interface Reading {

    /** Orders as they are now; one event may tell of several. */
    record Orders(List<ShopOrder> orders) implements Reading {

        public Orders {
            orders = List.copyOf(orders);
        }
    }

    /** Orders were called off, and no more is said of them; with each those that are named after it, {@code id/…}. */
    record Cancelled(List<String> shopOrderIds, Instant at) implements Reading {}

    /** Nothing that matters here. */
    record Nothing(String why) implements Reading {}
}
