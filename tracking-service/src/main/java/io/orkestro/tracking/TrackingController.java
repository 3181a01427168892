package io.orkestro.tracking;

import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TrackingController {

    private final TrackedDeliveries deliveries;
    private final Timeline timeline;
    private final String publicUrl;

    TrackingController(
            TrackedDeliveries deliveries, Timeline timeline, @Value("${orkestro.public-url}") String publicUrl) {
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.publicUrl = publicUrl;
    }

    @GetMapping("/v1/deliveries/{id}/tracking")
    TrackingResponse show(Caller caller, @PathVariable String id) {
        TrackedDelivery delivery = deliveries
                .find(id)
                .filter(found -> maySee(caller, found))
                .orElseThrow(() -> new NotFound("delivery", id));
        return TrackingResponse.of(delivery, timeline.of(id), publicUrl);
    }

    /** A courier sees a delivery while it carries it. */
    private static boolean maySee(Caller caller, TrackedDelivery delivery) {
        return switch (caller.role()) {
            case OPS -> true;
            case RETAILER -> delivery.retailerId().equals(caller.retailerId());
            case COURIER ->
                delivery.isCarriedBy(caller.courierId()) && !delivery.status().isFinal();
            case ANONYMOUS -> false;
        };
    }
}
