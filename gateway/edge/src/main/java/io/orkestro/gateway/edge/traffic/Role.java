package io.orkestro.gateway.edge.traffic;

import java.util.Locale;

/** Why a side was asked. */
public enum Role {
    /** To answer a client. */
    SERVED,
    /** Only to compare its answer. */
    ASKED;

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
