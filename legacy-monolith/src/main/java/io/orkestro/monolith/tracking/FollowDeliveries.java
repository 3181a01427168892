package io.orkestro.monolith.tracking;

import io.orkestro.platform.messaging.Envelope;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Follows what dispatch says about deliveries. Both sides do, so that either can answer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrackingProperties.class)
class FollowDeliveries {

    private static final String VERSION = ".v1";

    private static final List<String> NEWS = List.of(
            "delivery.created",
            "delivery.pending",
            "delivery.assigned",
            "delivery.pickup_arrived",
            "delivery.picked_up",
            "delivery.dropoff_enroute",
            "delivery.dropoff_arrived",
            "delivery.delivered",
            "delivery.cancelled",
            "delivery.returning",
            "delivery.returned",
            "delivery.failed",
            "delivery.expired",
            "delivery.updated",
            "delivery.proof_added");

    private final TrackedDeliveries deliveries;
    private final Timeline timeline;
    private final Etas etas;
    private final ObjectProvider<OtherSide> otherSide;

    FollowDeliveries(TrackedDeliveries deliveries, Timeline timeline, Etas etas, ObjectProvider<OtherSide> otherSide) {
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.etas = etas;
        this.otherSide = otherSide;
    }

    @Bean
    Subscription trackingFollowsDispatch() {
        Subscription.Builder subscription = Subscription.of(Capability.TRACKING.slug(), Capability.DISPATCH.slug());
        NEWS.forEach(type -> subscription.onEvent(type + VERSION, DeliveryNews.class, this::follow));
        return subscription.build();
    }

    private void follow(Envelope envelope, DeliveryNews news) {
        String type = envelope.type().substring(0, envelope.type().length() - VERSION.length());
        timeline.append(envelope.subject(), TimelineEntry.of(envelope.sequence(), type, news.delivery()));
        if (deliveries.follow(envelope.sequence(), news)) {
            otherSide.ifAvailable(other -> other.stepped(envelope.subject(), envelope.decision()));
            deliveries.lock(envelope.subject()).ifPresent(delivery -> etas.renew(delivery, envelope.decision()));
        }
    }
}
