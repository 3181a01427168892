package io.orkestro.monolith.tracking.transition;

import io.orkestro.monolith.tracking.EtaChanged;
import io.orkestro.platform.handover.Handover;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What tracking hears of the other side; read before anything else begins. */
@Configuration(proxyBeanMethods = false)
class Transition {

    @Bean
    Subscription trackingCopies(Handover handover, HearTheOtherSide hear) {
        return handover.copies(
                Capability.TRACKING, //
                hears -> hears.onPeerNote(PositionsKept.TYPE, PositionsKept.class, hear::positions)
                        .onPeerEvent(EtaChanged.TYPE, EtaChanged.class, hear::eta)
                        .onPeerNote(DeliverySnapshot.TYPE, DeliverySnapshot.class, hear::delivery)
                        .onPeerNote(CourierSnapshot.TYPE, CourierSnapshot.class, hear::courier));
    }
}
