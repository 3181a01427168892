package io.orkestro.monolith.marketplace.transition;

import io.orkestro.monolith.marketplace.booking.HearOfBookings;
import io.orkestro.monolith.marketplace.courier.CourierCopies;
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

/** What the marketplace hands over, and what it hears of the other side. */
@Configuration(proxyBeanMethods = false)
class Transition {

    @Bean
    SharedKind courierKind(CourierCopies copies) {
        return new SharedKind("courier", Capability.COURIER_MARKETPLACE, copies);
    }

    @Bean
    Ownership courierOwnership(Handover handover, @Qualifier("courierKind") SharedKind kind) {
        return new HandedOver(handover, kind);
    }

    @Bean
    Subscription marketplaceReplicas(Handover handover, @Qualifier("courierKind") SharedKind couriers) {
        return handover.replicas(List.of(new Feed(couriers, List.of(CourierCopies.CHANGED, CourierCopies.AGAIN))));
    }

    /** Bookings between two hand-overs; read, like their couriers, before anything else begins. */
    @Bean
    Subscription bookingReplicas(HearOfBookings bookings) {
        return Subscription.of("booking-replica", Capability.COURIER_MARKETPLACE.slug())
                .replica()
                .onPeerNote(HearOfBookings.CHANGED, HearOfBookings.Changed.class, (_, news) -> bookings.hear(news))
                .build();
    }
}
