package io.orkestro.dispatch;

import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.contracts.RehearsalContract;
import io.orkestro.platform.testing.TestServers;
import java.util.List;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** Dispatch answers as if, and keeps nothing. */
@SpringBootTest(classes = DispatchApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestServers.class)
class RehearsalIT extends RehearsalContract {

    @Override
    protected List<Scene> scenes() {
        As acme = Api.retailer(port, key);
        As another = Api.retailer(port, key + "b");
        return List.of(
                everywhere("delivery", acme, "create-" + key),
                everywhere("delivery", another, null),
                everywhere("delivery-without-drop-off", acme, null),
                everywhere("evaluation", acme, "evaluate-" + key),
                everywhere("dispatch-rules", another, null));
    }

    @Override
    protected As ops() {
        return Api.ops(port);
    }

    @Override
    protected Scene askingTheOtherSide() {
        return everywhere("delivery", Api.retailer(port, key + "c"), null);
    }
}
