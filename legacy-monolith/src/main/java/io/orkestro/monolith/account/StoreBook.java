package io.orkestro.monolith.account;

import io.orkestro.monolith.place.Stop;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The retailers' pick-up places. */
@Component
class StoreBook implements Stores {

    private final StoreRepository stores;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Clock clock;

    StoreBook(StoreRepository stores, Accounts accounts, Outbox outbox, Clock clock) {
        this.stores = stores;
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Stop> pickupOf(String retailerId, String storeId) {
        return stores.findById(storeId)
                .filter(store -> store.belongsTo(retailerId))
                .map(store -> store.pickup(clock.instant()));
    }

    @Transactional
    StoreResponse open(String retailerId, @Nullable String idempotencyKey, CreateStore request, Decision decision) {
        accounts.bornOnFirstUse(retailerId, decision);
        RoutingKey key = RoutingKey.ofPublicId(retailerId);
        String id = idempotencyKey == null ? Ids.random("sto", key) : Ids.derived("sto", key, "key", idempotencyKey);
        return stores.findById(id)
                .orElseGet(() -> opened(new Store(id, retailerId, request, now()), decision))
                .toResponse();
    }

    @Transactional
    StoreResponse change(String retailerId, String storeId, StorePatch patch, Decision decision) {
        Store store = own(retailerId, storeId);
        store.change(patch, now());
        publish(store, decision);
        return store.toResponse();
    }

    @Transactional(readOnly = true)
    StoreResponse show(String retailerId, String storeId) {
        return own(retailerId, storeId).toResponse();
    }

    @Transactional(readOnly = true)
    Page<StoreResponse> list(String retailerId, int limit, @Nullable Cursor cursor) {
        Limit oneMore = Limit.of(limit + 1);
        List<Store> rows = cursor == null
                ? stores.newest(retailerId, oneMore)
                : stores.newestBefore(retailerId, cursor.at(), cursor.id(), oneMore);
        return Page.of(rows, limit, Store::cursor).map(Store::toResponse);
    }

    private Store own(String retailerId, String storeId) {
        return stores.findById(storeId)
                .filter(store -> store.belongsTo(retailerId))
                .orElseThrow(() -> new NotFound("store", storeId));
    }

    private Store opened(Store store, Decision decision) {
        Store saved = stores.save(store);
        publish(saved, decision);
        return saved;
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void publish(Store store, Decision decision) {
        outbox.append(StoreChanged.of(store, decision));
    }
}
