package io.orkestro.monolith.account;

import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores as others are told of them who keep copies. Within the caller's transaction. */
@Component
public class StoreCopies {

    private final StoreRepository stores;
    private final Outbox outbox;
    private final Routing routing;

    StoreCopies(StoreRepository stores, Outbox outbox, Routing routing) {
        this.stores = stores;
        this.outbox = outbox;
        this.routing = routing;
    }

    /** As it is, once more: who has it in that state already, by its sequence, changes nothing. */
    public void tellAgain(String id) {
        stores.findById(id)
                .ifPresent(store -> outbox.append(
                        StoreChanged.of(store, routing.decide(RoutingKey.ofPublicId(store.retailerId())))));
    }

    /** In the order of their characters' codes. */
    public List<String> idsAfter(@Nullable String after, int limit) {
        return stores.idsAfter(Objects.requireNonNullElse(after, ""), limit);
    }
}
