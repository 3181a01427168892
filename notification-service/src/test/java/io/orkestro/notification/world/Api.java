package io.orkestro.notification.world;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.routing.Decision;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** Notification as the edge calls it, decided to the service; everybody else is somebody else: the test. */
@TestComponent
public class Api {

    public static final Decision DECISION = Decision.decode("MMMS");

    private final Environment environment;

    Api(Environment environment) {
        this.environment = environment;
    }

    public As retailer(String key) {
        return client().retailer(key);
    }

    public As courier(String key) {
        return client().courier(key);
    }

    public As ops() {
        return client().ops();
    }

    private ApiClient client() {
        return new ApiClient(
                "notification-service", environment.getRequiredProperty("local.server.port", Integer.class), DECISION);
    }
}
