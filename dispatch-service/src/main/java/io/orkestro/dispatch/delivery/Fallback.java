package io.orkestro.dispatch.delivery;

/** What follows when the courier of the retailer's own choice says no. */
public enum Fallback {
    RULES,
    NONE
}
