package io.orkestro.notification.transition;

import io.orkestro.notification.message.MessageCopies;
import io.orkestro.notification.message.OptOutCopies;
import io.orkestro.notification.message.RulesCopies;
import io.orkestro.notification.webhook.WebhookEndpointCopies;
import io.orkestro.platform.backend.HandedOver;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.backend.SharedKind;
import io.orkestro.platform.handover.Handover;
import io.orkestro.platform.handover.Handover.Feed;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What notification hands over, and what it hears of the other side. */
@Configuration(proxyBeanMethods = false)
class Transition {

    @Bean
    SharedKind webhookEndpointKind(WebhookEndpointCopies copies) {
        return new SharedKind("webhook-endpoint", Capability.NOTIFICATION, copies);
    }

    /** Who never wrote rules has the defaults. */
    @Bean
    SharedKind notificationRulesKind(RulesCopies copies) {
        return new SharedKind("notification-rules", Capability.NOTIFICATION, copies, true);
    }

    /** Most addresses have none. */
    @Bean
    SharedKind optOutKind(OptOutCopies copies) {
        return new SharedKind("opt-out", Capability.NOTIFICATION, copies, true);
    }

    @Bean
    SharedKind messageKind(MessageCopies copies) {
        return new SharedKind("message", Capability.NOTIFICATION, copies);
    }

    @Bean
    Ownership webhookEndpointOwnership(Handover handover, @Qualifier("webhookEndpointKind") SharedKind kind) {
        return new HandedOver(handover, kind);
    }

    @Bean
    Ownership notificationRulesOwnership(Handover handover, @Qualifier("notificationRulesKind") SharedKind kind) {
        return new HandedOver(handover, kind);
    }

    @Bean
    Ownership optOutOwnership(Handover handover, @Qualifier("optOutKind") SharedKind kind) {
        return new HandedOver(handover, kind);
    }

    @Bean
    Ownership messageOwnership(Handover handover, @Qualifier("messageKind") SharedKind kind) {
        return new HandedOver(handover, kind);
    }

    @Bean
    Subscription notificationReplicas(
            Handover handover,
            @Qualifier("webhookEndpointKind") SharedKind endpoints,
            @Qualifier("notificationRulesKind") SharedKind rules,
            @Qualifier("optOutKind") SharedKind optOuts,
            @Qualifier("messageKind") SharedKind messages) {
        return handover.replicas(List.of(
                new Feed(
                        endpoints,
                        List.of(
                                WebhookEndpointCopies.CHANGED,
                                WebhookEndpointCopies.DISABLED,
                                WebhookEndpointCopies.AGAIN)),
                new Feed(rules, List.of(RulesCopies.CHANGED, RulesCopies.AGAIN)),
                new Feed(optOuts, List.of(OptOutCopies.CHANGED, OptOutCopies.AGAIN)),
                new Feed(messages, List.of(MessageCopies.CHANGED, MessageCopies.AGAIN))));
    }
}
