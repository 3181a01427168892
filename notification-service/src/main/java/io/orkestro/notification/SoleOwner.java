package io.orkestro.notification;

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
    @Qualifier("webhookEndpointOwnership")
    Ownership soleOwnerOfWebhookEndpoints() {
        return Ownership.alone();
    }

    @Bean
    @Fallback
    @Qualifier("notificationRulesOwnership")
    Ownership soleOwnerOfNotificationRules() {
        return Ownership.alone();
    }

    @Bean
    @Fallback
    @Qualifier("optOutOwnership")
    Ownership soleOwnerOfOptOuts() {
        return Ownership.alone();
    }

    @Bean
    @Fallback
    @Qualifier("messageOwnership")
    Ownership soleOwnerOfMessages() {
        return Ownership.alone();
    }
}
