package io.orkestro.notification.feed;

import io.orkestro.notification.news.DeliveryNews;
import io.orkestro.notification.news.Events;
import io.orkestro.notification.news.News;
import io.orkestro.notification.news.NewsBodies;
import io.orkestro.notification.news.NewsBody;
import io.orkestro.platform.messaging.Envelope;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hears what happens, whichever side it happens on, and writes it down for retailers to read. Its queues are its own, so that
 * a transaction here is a short one, and nothing that is told to people waits for the feed.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedProperties.class)
class HearEvents {

    private static final String CONSUMER = "events";
    private static final String ENDPOINT_DISABLED = "webhook-endpoint.disabled";

    /** What is read of an endpoint. */
    record DisabledMessage(
            String id,
            String retailerId,
            String url,
            @Nullable String disabledReason) {}

    /** What a retailer is told of it. */
    record EndpointDisabled(
            String endpointId, String url, @Nullable String reason) {}

    private final EventFeed feed;
    private final NewsBodies bodies;

    HearEvents(EventFeed feed, NewsBodies bodies) {
        this.feed = feed;
        this.bodies = bodies;
    }

    @Bean
    Subscription feedHearsDispatch() {
        Subscription.Builder subscription = Subscription.of(CONSUMER, Capability.DISPATCH.slug());
        Events.OF_DISPATCH.forEach(type -> subscription.onEvent(
                type + Events.VERSION, DeliveryNews.class, (envelope, heard) -> append(News.of(envelope, heard))));
        return subscription.build();
    }

    @Bean
    Subscription feedHearsTracking() {
        return Subscription.of(CONSUMER, Capability.TRACKING.slug())
                .onEvent(
                        Events.ETA_CHANGED + Events.VERSION,
                        ObjectNode.class,
                        (envelope, heard) -> append(News.ofEta(envelope, heard)))
                .build();
    }

    @Bean
    Subscription feedHearsNotification() {
        return Subscription.of(CONSUMER, Capability.NOTIFICATION.slug())
                .onEvent(ENDPOINT_DISABLED + Events.VERSION, DisabledMessage.class, this::endpointDisabled)
                .build();
    }

    private void append(News news) {
        feed.append(news.retailerId(), bodies.of(idOf(news.retailerId(), news.deliveryId(), news.handle()), news));
    }

    private void endpointDisabled(Envelope envelope, DisabledMessage endpoint) {
        String id = idOf(endpoint.retailerId(), endpoint.id(), Long.toString(envelope.sequence()));
        feed.append(
                endpoint.retailerId(),
                new NewsBody(
                        id,
                        ENDPOINT_DISABLED,
                        envelope.occurredAt(),
                        null,
                        null,
                        null,
                        true,
                        new EndpointDisabled(endpoint.id(), endpoint.url(), endpoint.disabledReason())));
    }

    private static String idOf(String retailerId, String subject, String handle) {
        return Ids.derived("evt", RoutingKey.ofPublicId(retailerId), subject, handle);
    }
}
