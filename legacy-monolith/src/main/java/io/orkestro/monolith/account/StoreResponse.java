package io.orkestro.monolith.account;

import io.orkestro.monolith.place.Address;
import io.orkestro.monolith.place.Location;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A store as its retailer sees it. */
record StoreResponse(
        String id,
        String name,
        @Nullable String business,
        Address address,
        Location location,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String instructions,
        @Nullable Integer prepMinutes,
        Instant createdAt,
        Instant updatedAt) {}
