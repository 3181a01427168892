package io.orkestro.gateway.edge.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.gateway.edge.route.PathTable;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

class ComparedRoutesTests {

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/deliveries, GET /v1/deliveries",
        "GET, /v1/deliveries/dlv_acme_1, GET /v1/deliveries/{id}",
        "GET, /v1/deliveries/dlv_acme_1/tracking, GET /v1/deliveries/{id}/tracking",
        "GET, /v1/couriers/crr_a/bookings/bkg_a_1, GET /v1/couriers/{id}/bookings/{bookingId}",
        "POST, /v1/deliveries, POST /v1/deliveries",
        "POST, /v1/dispatch-rules/evaluate, POST /v1/dispatch-rules/evaluate",
        "PUT, /v1/notification-rules, PUT /v1/notification-rules",
    })
    void theseAreCompared(HttpMethod method, String path, String name) {
        assertThat(Objects.requireNonNull(ComparedRoutes.of(method, PathContainer.parsePath(path)))
                        .name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/deliveries/dlv_acme_1/cancel",
        "POST, /v1/deliveries/dlv_acme_1/dispatch",
        "POST, /v1/deliveries/dlv_acme_1/return",
        "POST, /v1/deliveries/dlv_acme_1/status",
        "POST, /v1/deliveries/dlv_acme_1/proof",
        "POST, /v1/deliveries/dlv_acme_1/positions",
        "PATCH, /v1/deliveries/dlv_acme_1",
        "POST, /v1/couriers/crr_a/pause",
        "POST, /v1/couriers/crr_a/bookings/bkg_a_1/accept",
        "PATCH, /v1/couriers/crr_a",
        "POST, /v1/webhook-endpoints/whe_acme_1/test",
        "POST, /v1/webhook-endpoints/whe_acme_1/replay",
        "POST, /v1/webhook-endpoints/whe_acme_1/rotate-secret",
        "DELETE, /v1/webhook-endpoints/whe_acme_1",
        "DELETE, /v1/opt-outs/x",
        "HEAD, /v1/deliveries/dlv_acme_1",
        "GET, /v1/deliveries/dlv_acme_1/proof/prf_acme_1",
        "GET, /track/trk_acme_1",
        "GET, /v1/account",
    })
    void theseNever(HttpMethod method, String path) {
        assertThat(ComparedRoutes.of(method, PathContainer.parsePath(path))).isNull();
    }

    @Test
    void onlyReadsAreAskedAsTheyAre() {
        assertThat(ComparedRoutes.all())
                .allSatisfy(route ->
                        assertThat(route.isRehearsed()).isEqualTo(!route.name().startsWith("GET ")));
    }

    @Test
    void onlyWhatBothSidesCanServeIsCompared() {
        assertThat(ComparedRoutes.all()).allSatisfy(route -> {
            String path = route.name().substring(route.name().indexOf(' ') + 1).replaceAll("\\{[^}]*}", "xyz_acme_1");
            assertThat(rowOf(path).capability()).as(route.name()).isNotNull();
        });
    }

    private static PathTable.Row rowOf(String path) {
        return Objects.requireNonNull(PathTable.find(PathContainer.parsePath(path)));
    }
}
