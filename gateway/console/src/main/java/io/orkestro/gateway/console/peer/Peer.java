package io.orkestro.gateway.console.peer;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.util.Arrays;
import java.util.Optional;

/** An application that can be asked about itself. */
public enum Peer {
    MONOLITH("legacy-monolith"),
    DISPATCH("dispatch-service"),
    COURIER_MARKETPLACE("courier-marketplace-service"),
    TRACKING("tracking-service"),
    NOTIFICATION("notification-service"),
    /** This one. */
    CONSOLE("gateway-console");

    private final String application;

    Peer(String application) {
        this.application = application;
    }

    /** Its {@code spring.application.name}. */
    public String application() {
        return application;
    }

    public static Peer of(Capability capability, Side side) {
        return side == Side.MONOLITH ? MONOLITH : valueOf(capability.name());
    }

    static Optional<Peer> named(String application) {
        return Arrays.stream(values())
                .filter(peer -> peer.application.equals(application))
                .findAny();
    }
}
