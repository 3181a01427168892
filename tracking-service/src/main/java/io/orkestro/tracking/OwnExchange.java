package io.orkestro.tracking;

import io.orkestro.platform.routing.Capability;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Arrivals are said on it, whether or not anybody here listens to it: with {@code transition} goes the only one who does. */
@Configuration(proxyBeanMethods = false)
class OwnExchange {

    @Bean
    TopicExchange trackingExchange(@Value("${orkestro.messaging.prefix:}") String prefix) {
        return new TopicExchange(prefix + Capability.TRACKING.slug());
    }
}
