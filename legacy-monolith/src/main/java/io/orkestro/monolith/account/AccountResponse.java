package io.orkestro.monolith.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A retailer as it sees itself. */
record AccountResponse(
        String id,
        String name,
        @Nullable String email,
        @Nullable String phone,
        String language,
        Instant createdAt) {}
