package io.orkestro.dispatch;

import io.orkestro.platform.backend.Ownership;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Everything is owned here once {@code transition}, which shares it with the monolith as long as it is there, is deleted. */
@Configuration(proxyBeanMethods = false)
class SoleOwner {

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
