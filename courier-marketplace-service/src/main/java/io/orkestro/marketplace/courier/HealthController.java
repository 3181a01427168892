package io.orkestro.marketplace.courier;

import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/couriers/{id}/health}: between a courier and ops. */
@RestController
class HealthController {

    private final Couriers couriers;
    private final CourierHealth health;

    HealthController(Couriers couriers, CourierHealth health) {
        this.couriers = couriers;
        this.health = health;
    }

    @GetMapping("/v1/couriers/{id}/health")
    HealthResponse get(Caller caller, @PathVariable String id) {
        boolean mayKnow = caller.isOps() || caller.courierId().equals(id);
        if (!mayKnow || couriers.findById(id).isEmpty()) {
            throw new NotFound("courier", id);
        }
        return HealthResponse.of(id, health.latest());
    }
}
