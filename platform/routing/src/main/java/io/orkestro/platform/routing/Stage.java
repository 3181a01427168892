package io.orkestro.platform.routing;

/** Where a capability stands on its way out of the monolith, in the order of the way. */
public enum Stage {
    /** The monolith serves everyone. */
    OFF,
    /** The monolith serves everyone; the service is asked too, and compared. */
    SHADOW,
    /** The service serves the chosen keys, the monolith the rest. */
    CANARY,
    /** The service serves everyone; the monolith keeps replicas, so going back loses nothing. */
    LIVE,
    /** The service serves everyone; the monolith's part is retired, or returning: off all but its replicas. */
    COMPLETE
}
