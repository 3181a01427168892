package io.orkestro.gateway.console;

import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.RoutingDocument;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Somebody who hears of the routing table, as every application does. */
@TestConfiguration(proxyBeanMethods = false)
class Witness {

    @Bean
    Heard heard() {
        return new Heard(new CopyOnWriteArrayList<>());
    }

    @Bean
    Subscription witness(Heard heard) {
        return Subscription.of("witness", "routing")
                .onEvent("routing.changed.v1", RoutingDocument.class, (envelope, table) -> {
                    if (envelope.sequence() == table.version()) {
                        heard.tables().add(table);
                    }
                })
                .build();
    }

    record Heard(List<RoutingDocument> tables) {}
}
