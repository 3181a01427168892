package io.orkestro.gateway.console.delivery;

import io.orkestro.platform.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the console hears of deliveries: every change, from whichever side. */
@Configuration(proxyBeanMethods = false)
class DeliveryMessages {

    static final List<String> TYPES = List.of(
            "delivery.created.v1",
            "delivery.assigned.v1",
            "delivery.pickup_arrived.v1",
            "delivery.picked_up.v1",
            "delivery.dropoff_enroute.v1",
            "delivery.dropoff_arrived.v1",
            "delivery.delivered.v1",
            "delivery.pending.v1",
            "delivery.cancelled.v1",
            "delivery.returning.v1",
            "delivery.returned.v1",
            "delivery.failed.v1",
            "delivery.expired.v1",
            "delivery.updated.v1",
            "delivery.proof_added.v1");

    @Bean
    Subscription consoleHearsOfDeliveries(Deliveries deliveries) {
        Subscription.Builder subscription = Subscription.of("console", "dispatch");
        TYPES.forEach(type -> subscription.onEvent(type, DeliveryMessage.class, deliveries::hear));
        return subscription.build();
    }
}
