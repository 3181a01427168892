package io.orkestro.monolith.notification;

import io.orkestro.monolith.notification.message.Messages;
import io.orkestro.monolith.notification.news.DeliveryNews;
import io.orkestro.monolith.notification.news.Events;
import io.orkestro.monolith.notification.news.Here;
import io.orkestro.monolith.notification.news.News;
import io.orkestro.monolith.notification.news.NotifiedCouriers;
import io.orkestro.monolith.notification.news.NotifiedCouriers.CourierNews;
import io.orkestro.monolith.notification.news.NotifiedDeliveries;
import io.orkestro.monolith.notification.news.NotifiedRetailers;
import io.orkestro.monolith.notification.news.NotifiedRetailers.Retailer;
import io.orkestro.monolith.notification.news.ToldNews;
import io.orkestro.monolith.notification.webhook.Webhooks;
import io.orkestro.platform.messaging.Envelope;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hears what happens elsewhere. Both sides remember it; the one that the envelope's decision names tells people and
 * systems about it.
 */
@Configuration(proxyBeanMethods = false)
class HearNews {

    private static final String CONSUMER = Capability.NOTIFICATION.slug();

    private final NotifiedDeliveries deliveries;
    private final ToldNews told;
    private final Webhooks webhooks;
    private final Messages messages;

    HearNews(NotifiedDeliveries deliveries, ToldNews told, Webhooks webhooks, Messages messages) {
        this.deliveries = deliveries;
        this.told = told;
        this.webhooks = webhooks;
        this.messages = messages;
    }

    @Bean
    Subscription notificationHearsDispatch() {
        Subscription.Builder subscription = Subscription.of(CONSUMER, Capability.DISPATCH.slug());
        Events.OF_DISPATCH.forEach(type -> subscription.onEvent(type + Events.VERSION, DeliveryNews.class, this::hear));
        return subscription.build();
    }

    @Bean
    Subscription notificationHearsTracking() {
        return Subscription.of(CONSUMER, Capability.TRACKING.slug())
                .onEvent(Events.ETA_CHANGED + Events.VERSION, ObjectNode.class, this::hearEta)
                .build();
    }

    @Bean
    Subscription notificationHearsAccounts(NotifiedRetailers retailers) {
        return Subscription.of(CONSUMER, "account")
                .onEvent(
                        "retailer.changed" + Events.VERSION,
                        Retailer.class,
                        (envelope, retailer) -> retailers.remember(envelope.sequence(), retailer))
                .build();
    }

    @Bean
    Subscription notificationHearsTheMarketplace(NotifiedCouriers couriers) {
        return Subscription.of(CONSUMER, Capability.COURIER_MARKETPLACE.slug())
                .onEvent(
                        "courier.changed" + Events.VERSION,
                        CourierNews.class,
                        (envelope, news) -> couriers.remember(envelope.sequence(), news.courier()))
                .build();
    }

    private void hear(Envelope envelope, DeliveryNews heard) {
        deliveries.remember(envelope.sequence(), heard.retailerId(), heard.delivery());
        tell(News.of(envelope, heard));
    }

    private void hearEta(Envelope envelope, ObjectNode heard) {
        tell(News.ofEta(envelope, heard));
    }

    private void tell(News news) {
        if (news.decision().of(Capability.NOTIFICATION) == Here.SIDE) {
            told.remember(news);
            webhooks.announce(news);
            messages.announce(news);
        }
    }
}
