package io.orkestro.platform.routing;

import java.util.Locale;

/** Who serves a capability: the monolith, or the service that was extracted from it. */
public enum Side {
    MONOLITH,
    SERVICE;

    public Side other() {
        return this == MONOLITH ? SERVICE : MONOLITH;
    }

    /** The name in routing keys and headers. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
