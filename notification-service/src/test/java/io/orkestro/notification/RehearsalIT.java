package io.orkestro.notification;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.contracts.RehearsalContract;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.testing.TestServers;
import java.util.List;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** Notification answers as if: nothing is kept, nobody is told. */
@SpringBootTest(
        classes = NotificationApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "orkestro.notification.webhooks.allow-private-addresses=true")
@Import(TestServers.class)
class RehearsalIT extends RehearsalContract {

    @Override
    protected void prepare() {
        aDeliveryIsKnownToNotification();
    }

    @Override
    protected List<Scene> scenes() {
        As acme = api().retailer(key);
        return List.of(
                everywhere("message", acme, "message-" + key),
                everywhere("notification-rules", acme, null),
                everywhere("webhook-endpoint", acme, "endpoint-" + key),
                everywhere("opt-out", acme, "opt-out-" + key));
    }

    @Override
    protected As ops() {
        return api().ops();
    }

    @Override
    protected Scene askingTheOtherSide() {
        return everywhere("opt-out", api().retailer(key + "c"), null);
    }

    private ApiClient api() {
        return new ApiClient("notification-service", port, Decision.decode("MMMS"));
    }
}
