package io.orkestro.monolith.account;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Decision;

/** A store as it now is. */
record StoreChanged(String retailerId, StoreResponse store) {

    private static final String TYPE = "store.changed.v1";

    static Message of(Store store, Decision decision) {
        return Message.event(
                Accounts.EXCHANGE,
                TYPE,
                store.id(),
                store.sequence(),
                Retailer.EPOCH,
                decision,
                new StoreChanged(store.retailerId(), store.toResponse()));
    }
}
