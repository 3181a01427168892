package io.orkestro.monolith.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** A retailer as it now is. */
record RetailerChanged(
        String id,
        String name,
        @Nullable String email,
        @Nullable String phone,
        String language,
        @JsonIgnore long sequence) {

    static final String TYPE = "retailer.changed.v1";
}
