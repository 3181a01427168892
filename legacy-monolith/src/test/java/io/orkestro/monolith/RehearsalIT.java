package io.orkestro.monolith;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.contracts.RehearsalContract;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The monolith answers as if, and as the services do. */
@SpringBootTest(
        classes = Monolith.class,
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
        As another = api().retailer(key + "b");
        List<Scene> scenes = new ArrayList<>();
        if (has("marketplace")) {
            // Quotes first: for real, a courier that is registered is asked from then on.
            scenes.add(everywhere("quotes", acme, "quotes-" + key));
            scenes.add(everywhere("courier", ops(), "courier-" + key));
        }
        if (has("notification")) {
            scenes.add(everywhere("notification-rules", acme, null));
            scenes.add(everywhere("webhook-endpoint", another, "endpoint-" + key));
            scenes.add(everywhere("opt-out", acme, "opt-out-" + key));
            scenes.add(everywhere("message", acme, "message-" + key));
        }
        if (has("dispatch")) {
            scenes.add(everywhere("evaluation", acme, "evaluate-" + key));
            scenes.add(everywhere("dispatch-rules", another, null));
            scenes.add(everywhere("delivery-without-drop-off", acme, null));
            scenes.add(everywhere("delivery", acme, "create-" + key));
        }
        return scenes;
    }

    /** Until it is deleted. */
    private static boolean has(String module) {
        return RehearsalIT.class.getResource(module + "/package-info.class") != null;
    }

    @Override
    protected As ops() {
        return api().ops();
    }

    @Override
    protected @Nullable Scene askingTheOtherSide() {
        return has("dispatch") ? everywhere("delivery", api().retailer(key + "c"), null) : null;
    }

    private ApiClient api() {
        return new ApiClient("legacy-monolith", port, Decision.allMonolith());
    }
}
