package io.orkestro.monolith.dispatch.delivery;

/** What follows when the courier of the retailer's own choice says no. */
public enum Fallback {
    RULES,
    NONE
}
