package io.orkestro.gateway.console.key;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the holder of a key is. */
enum KeyRole {
    RETAILER("ret"),
    COURIER("crr"),
    OPS(null);

    private final @Nullable String principalPrefix;

    KeyRole(@Nullable String principalPrefix) {
        this.principalPrefix = principalPrefix;
    }

    /** Three letters that begin the ids of those who may hold such a key; null where it is nobody in particular. */
    @Nullable
    String principalPrefix() {
        return principalPrefix;
    }

    /** The name in keys, rows and JSON. */
    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeyRole ofSlug(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
