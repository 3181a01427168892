package io.orkestro.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.notification.news.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTests {

    @ParameterizedTest(name = "{0} while {1} is known: stale {2}")
    @CsvSource({
        "delivery.created, ASSIGNED, false",
        "delivery.created, DROPOFF_ARRIVED, false",
        "delivery.created, CANCELLED, true",
        "delivery.assigned, ASSIGNED, false",
        "delivery.assigned, PICKED_UP, true",
        "delivery.assigned, DELIVERED, true",
        "delivery.picked_up, DROPOFF_ENROUTE, false",
        "delivery.picked_up, DELIVERED, true",
        "delivery.picked_up, RETURNING, true",
        "delivery.returning, RETURNED, true",
        "delivery.delivered, DELIVERED, false",
        "delivery.cancelled, CANCELLED, false",
        "delivery.eta_changed, PICKED_UP, false",
        "delivery.eta_changed, DELIVERED, true"
    })
    void nobodyWantsOldNews(String type, Status newest, boolean stale) {
        assertThat(Freshness.isStale(type, newest)).isEqualTo(stale);
    }
}
