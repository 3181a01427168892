package io.orkestro.gateway.edge.route;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;

/** An application that the edge proxies to. */
public enum Backend {
    MONOLITH("monolith", "legacy-monolith"),
    DISPATCH("dispatch-service", "dispatch-service"),
    MARKETPLACE("courier-marketplace-service", "courier-marketplace-service"),
    TRACKING("tracking-service", "tracking-service"),
    NOTIFICATION("notification-service", "notification-service"),
    CONSOLE("gateway-console", "gateway-console");

    private final String servedBy;
    private final String audience;

    Backend(String servedBy, String audience) {
        this.servedBy = servedBy;
        this.audience = audience;
    }

    public static Backend serving(Capability capability, Side side) {
        return side == Side.MONOLITH
                ? MONOLITH
                : switch (capability) {
                    case DISPATCH -> DISPATCH;
                    case COURIER_MARKETPLACE -> MARKETPLACE;
                    case TRACKING -> TRACKING;
                    case NOTIFICATION -> NOTIFICATION;
                };
    }

    /** Its name in {@code X-Served-By}. */
    public String servedBy() {
        return servedBy;
    }

    /** Its name in tokens. */
    public String audience() {
        return audience;
    }

    /** The console has a login of its own. */
    public boolean takesToken() {
        return this != CONSOLE;
    }
}
