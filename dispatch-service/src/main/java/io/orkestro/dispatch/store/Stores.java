package io.orkestro.dispatch.store;

import io.orkestro.dispatch.place.Stop;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A retailer's pick-up places, for whoever creates deliveries. */
@Component
public class Stores {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Stores(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Where a delivery from this store is picked up.
     *
     * @return a stop that is ready once the store has had its time to prepare; empty where the retailer has no such store
     */
    public Optional<Stop> pickupOf(String retailerId, String storeId) {
        return jdbc.sql("select store from store where id = :id and retailer_id = :retailer")
                .param("id", storeId)
                .param("retailer", retailerId)
                .query((row, _) -> json.readValue(row.getString("store"), Store.class))
                .optional()
                .map(store -> store.pickup(clock.instant()));
    }

    /** Takes over a store as it now is; an older state than the one that is known changes nothing. */
    void keep(String retailerId, Store store, long sequence) {
        jdbc.sql("""
                        insert into store (id, retailer_id, sequence, store)
                        values (:id, :retailer, :sequence, cast(:store as jsonb))
                        on conflict (id) do update set sequence = excluded.sequence, store = excluded.store
                        where store.sequence < excluded.sequence
                        """)
                .param("id", store.id())
                .param("retailer", retailerId)
                .param("sequence", sequence)
                .param("store", json.writeValueAsString(store))
                .update();
    }
}
