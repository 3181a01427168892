package io.orkestro.marketplace.courier;

import static java.util.stream.Collectors.toMap;

import io.orkestro.platform.web.internal.PeerApplication;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the couriers do, for the console's page. */
@RestController
class HealthOverviewController {

    private static final int MOST = 500;

    private final Couriers couriers;
    private final CourierHealth health;

    HealthOverviewController(Couriers couriers, CourierHealth health) {
        this.couriers = couriers;
        this.health = health;
    }

    /**
     * Those with a record, the worst first.
     *
     * @param count of all, also beyond the limit
     */
    record Overview(Instant asOf, int count, List<Line> couriers) {}

    /** One courier. */
    record Line(String name, HealthResponse health) {}

    @GetMapping("/internal/couriers/health")
    Overview overview(PeerApplication caller, @RequestParam(defaultValue = "100") int limit) {
        caller.require(PeerApplication.CONSOLE);
        CourierHealth.Checkup checkup = health.latest();
        List<String> worst = checkup.byCourier().entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Health>>comparingDouble(
                                entry -> entry.getValue().score())
                        .thenComparing(Map.Entry::getKey))
                .limit(Math.clamp(limit, 1, MOST))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, String> names = couriers.findAllById(worst).stream().collect(toMap(Courier::id, Courier::name));
        return new Overview(
                checkup.asOf(),
                checkup.byCourier().size(),
                worst.stream()
                        .map(id -> new Line(names.getOrDefault(id, id), HealthResponse.of(id, checkup)))
                        .toList());
    }
}
