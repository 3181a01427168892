package io.orkestro.monolith.account;

import io.orkestro.monolith.place.Stop;
import java.util.Optional;

/** A retailer's pick-up places, for whoever creates deliveries. */
public interface Stores {

    /**
     * Where a delivery from this store is picked up.
     *
     * @return a stop that is ready once the store has had its time to prepare; empty where the retailer has no such store
     */
    Optional<Stop> pickupOf(String retailerId, String storeId);
}
