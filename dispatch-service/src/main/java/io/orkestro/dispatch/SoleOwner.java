package io.orkestro.dispatch;

import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.Capability;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Everything is owned here once {@code transition}, which shares it with the monolith as long as it is there, is deleted. */
@Configuration(proxyBeanMethods = false)
class SoleOwner {

    /** What is said here is said on it, whether or not anybody here listens to it. */
    @Bean
    TopicExchange ownExchange(@Value("${orkestro.messaging.prefix:}") String prefix) {
        return new TopicExchange(prefix + Capability.DISPATCH.slug());
    }

    @Bean
    @Fallback
    @Qualifier("deliveryOwnership")
    Ownership soleOwnerOfDeliveries() {
        return Ownership.alone();
    }

    @Bean
    @Fallback
    @Qualifier("rulesOwnership")
    Ownership soleOwnerOfRules() {
        return Ownership.alone();
    }
}
