package io.orkestro.marketplace.courier;

import java.time.Instant;
import java.util.List;

/** A courier's health as the API shows it. */
record HealthResponse(
        String courierId, double score, boolean failing, double askedShare, List<Health.Part> parts, Instant asOf) {

    static HealthResponse of(String courierId, CourierHealth.Checkup checkup) {
        Health health = checkup.of(courierId);
        return new HealthResponse(
                courierId, health.score(), health.failing(), health.askedShare(), health.parts(), checkup.asOf());
    }
}
