package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.Instance;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever takes the unready away must not be told that everybody is. */
@ExtendWith(RunningPlatform.class)
class ProbesIT {

    private static final Instance TRACKING = Instance.first(Application.TRACKING);

    private final Platform platform;

    ProbesIT(Platform platform) {
        this.platform = platform;
    }

    @AfterEach
    void theBrokerIsBack() {
        platform.broker().comeBack();
    }

    @Test
    void withoutABrokerEverybodyIsReadyAndTakesOrders() {
        platform.broker().goAway();

        String id = platform.retailer()
                .post("/v1/deliveries", Orders.order("probes-" + UUID.randomUUID()))
                .expect(201)
                .at("/id");
        assertThat(unready()).isEmpty();

        platform.broker().comeBack();
        platform.awaitStatus(id, "assigned", Duration.ofSeconds(60));
    }

    @Test
    void withoutAServiceEverybodyElseIsReady() {
        platform.stack().process(TRACKING).freeze();
        try {
            assertThat(unready()).containsExactly(TRACKING.label());
        } finally {
            platform.stack().process(TRACKING).thaw();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> unready().isEmpty());
    }

    private List<String> unready() {
        return platform.stack().instances().stream()
                .filter(instance -> !platform.stack().isReady(instance))
                .map(Instance::label)
                .toList();
    }
}
