package io.orkestro.tracking;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.contracts.Door;
import io.orkestro.platform.routing.Decision;

/** Tracking as the edge calls it, decided to the service. */
public final class Api {

    public static final Decision DECISION = Decision.decode("MMSM");

    private Api() {}

    public static As retailer(int port, String key) {
        return at(port).retailer(key);
    }

    public static As courier(int port, String key) {
        return at(port).courier(key);
    }

    public static As ops(int port) {
        return at(port).ops();
    }

    /** A recipient. */
    public static As anyone(int port) {
        return at(port).anyone();
    }

    /** Where the edge would stand. */
    public static Door door(int port) {
        return new Door("tracking-service", port, DECISION);
    }

    private static ApiClient at(int port) {
        return new ApiClient("tracking-service", port, DECISION);
    }
}
