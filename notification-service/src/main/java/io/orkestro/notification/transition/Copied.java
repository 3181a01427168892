package io.orkestro.notification.transition;

import io.orkestro.notification.news.NotifiedCopies;
import io.orkestro.notification.news.NotifiedCopies.Told;
import io.orkestro.notification.webhook.WebhookLogCopies;
import io.orkestro.notification.webhook.WebhookLogCopies.Logged;
import io.orkestro.platform.handover.CopiedKind;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What both sides keep and nobody owns: the log of webhooks, as it grows; and, told once with the backfill, what the other
 * side has heard of deliveries, retailers and couriers before this one was there.
 */
@Configuration(proxyBeanMethods = false)
class Copied {

    private static final String CONSUMER = "notification-copies";

    /** Rows that the other side keeps copies of. */
    private record Kind(String name, Consumer<String> teller, BiFunction<@Nullable String, Integer, List<String>> ids)
            implements CopiedKind {

        @Override
        public Capability capability() {
            return Capability.NOTIFICATION;
        }

        @Override
        public void publish(String id) {
            teller.accept(id);
        }

        @Override
        public List<String> idsAfter(@Nullable String after, int limit) {
            return ids.apply(after, limit);
        }
    }

    @Bean
    CopiedKind copiedWebhooks(WebhookLogCopies log) {
        return new Kind("webhook", log::tellWhole, log::idsAfter);
    }

    @Bean
    CopiedKind copiedDeliveries(NotifiedCopies copies) {
        return new Kind("notified-delivery", copies::tellDelivery, copies::deliveriesAfter);
    }

    @Bean
    CopiedKind copiedRetailers(NotifiedCopies copies) {
        return new Kind("notified-retailer", copies::tellRetailer, copies::retailersAfter);
    }

    @Bean
    CopiedKind copiedCouriers(NotifiedCopies copies) {
        return new Kind("notified-courier", copies::tellCourier, copies::couriersAfter);
    }

    /** Read, like replicas, before anything else begins. */
    @Bean
    Subscription notificationCopies(WebhookLogCopies log, NotifiedCopies copies) {
        return Subscription.of(CONSUMER, Capability.NOTIFICATION.slug())
                .replica()
                .onPeerNote(WebhookLogCopies.LOGGED, Logged.class, (_, logged) -> log.hear(logged))
                .onPeerNote(
                        NotifiedCopies.SNAPSHOT, Told.class, (envelope, told) -> copies.hear(envelope.sequence(), told))
                .build();
    }
}
