package io.orkestro.dispatch.store;

import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What whoever keeps the stores says about them. */
@Configuration(proxyBeanMethods = false)
class StoreNews {

    @Bean
    Subscription dispatchHearsStores(Stores stores) {
        return Subscription.of(Capability.DISPATCH.slug(), "account")
                .onEvent(
                        "store.changed.v1",
                        StoreChangedMessage.class,
                        (envelope, message) -> stores.keep(message.retailerId(), message.store(), envelope.sequence()))
                .build();
    }

    record StoreChangedMessage(String retailerId, Store store) {}
}
