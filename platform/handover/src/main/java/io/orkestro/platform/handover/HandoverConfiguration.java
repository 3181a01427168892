package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.RoutingDocument;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The handover, for every application that sends and receives messages. */
@AutoConfiguration(afterName = "io.orkestro.platform.messaging.MessagingConfiguration")
@ConditionalOnBean(Outbox.class)
@EnableConfigurationProperties(HandoverProperties.class)
class HandoverConfiguration {

    @Bean
    StoredRouting publishedRouting(JdbcClient jdbc, ObjectProvider<JsonMapper> json) {
        return new StoredRouting(jdbc, json.getIfUnique(JsonMapper::new));
    }

    @Bean
    Subscription publishedRoutingSubscription(StoredRouting routing) {
        return Subscription.of("routing", "routing")
                .onEvent("routing.changed.v1", RoutingDocument.class, routing::changed)
                .build();
    }

    @Bean
    Handover handover(HandoverProperties properties) {
        return new Unmoved(properties.side());
    }
}
