package io.orkestro.dispatch;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.routing.Decision;

/** Dispatch as the edge calls it, decided to the service; the marketplace is somebody else: the test. */
final class Api {

    static final Decision DECISION = Decision.decode("SMMM");

    private Api() {}

    static As retailer(int port, String key) {
        return at(port).retailer(key);
    }

    static As courier(int port, String key) {
        return at(port).courier(key);
    }

    static As ops(int port) {
        return at(port).ops();
    }

    private static ApiClient at(int port) {
        return new ApiClient("dispatch-service", port, DECISION);
    }
}
