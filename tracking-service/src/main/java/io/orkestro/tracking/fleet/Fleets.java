package io.orkestro.tracking.fleet;

import io.orkestro.tracking.Status;
import io.orkestro.tracking.TrackedDeliveries;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Looks up what a retailer has under way. */
@Component
class Fleets {

    /** As many as a map can show and a person can look at. */
    static final int MOST = 1000;

    private final TrackedDeliveries deliveries;
    private final String publicUrl;

    Fleets(TrackedDeliveries deliveries, @Value("${orkestro.public-url}") String publicUrl) {
        this.deliveries = deliveries;
        this.publicUrl = publicUrl;
    }

    Fleet of(String retailerId) {
        List<FleetDelivery> found = deliveries.underWay(retailerId, MOST + 1).stream()
                .map(delivery -> FleetDelivery.of(delivery, publicUrl))
                .toList();
        return found.size() > MOST ? new Fleet(found.subList(0, MOST), true) : new Fleet(found, false);
    }

    /** One that is no longer under way, and how it ended. */
    record Gone(String deliveryId, Status status) {}

    List<Gone> gone(List<String> deliveryIds) {
        return deliveryIds.stream()
                .flatMap(id -> deliveries.find(id).stream())
                .map(delivery -> new Gone(delivery.id(), delivery.status()))
                .toList();
    }
}
