package io.orkestro.gateway.edge.route;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.routing.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.PathContainer;

class PathTableTests {

    private static final Path DOCUMENT = Path.of("../../platform/contracts/src/main/resources/openapi/orkestro.yaml");

    static Stream<String> publishedPaths() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.matches("  /\\S+:"))
                .map(line -> line.strip().replace(":", "").replaceAll("\\{[^}]*}", "x"));
    }

    @ParameterizedTest
    @MethodSource("publishedPaths")
    void everyPublishedPathIsServed(String path) {
        assertThat(PathTable.find(PathContainer.parsePath(path))).isNotNull();
    }

    @Test
    void recipientsCouriersServersAndTheConsolesUsersNeedNoKeyAndEverybodyElseDoes() throws IOException {
        assertThat(publishedPaths().filter(path -> !needsKey(path)))
                .containsExactlyInAnyOrder(
                        "/track/x",
                        "/track/x/events",
                        "/fleet",
                        "/courier-webhooks/x",
                        "/shops/x",
                        "/shops/x/x",
                        "/intake");
        assertThat(needsKey("/togglz-console/keys")).isFalse();
    }

    @Test
    void whatIsNotPublishedIsNotServed() {
        assertThat(PathTable.find(PathContainer.parsePath("/internal/claims/delivery/dlv_acme_1")))
                .isNull();
        assertThat(PathTable.find(PathContainer.parsePath("/api/keys"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/checkout-rates",
                "/v1/checkout-rates/fallback",
                "/v1/couriers/crr_pedal/account",
                "/v1/couriers/crr_pedal/health",
                "/courier-webhooks/crr_pedal"
            })
    void whatTheMonolithNeverHadIsServedByItsServiceAtEveryStage(String path) {
        assertThat(serverOf(path, "MMMM")).isEqualTo(Backend.MARKETPLACE);
        assertThat(serverOf(path, "SSSS")).isEqualTo(Backend.MARKETPLACE);
        assertThat(serverOf("/v1/couriers/crr_pedal", "MMMM")).isEqualTo(Backend.MONOLITH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/connections",
                "/v1/connections/con_acme_1/events",
                "/v1/orders/ord_acme_1/release",
                "/v1/imports",
                "/shops/con_acme_1/rates",
                "/intake",
                "/intake/files/0f1e2d/intake.js"
            })
    void intakeIsServedByDispatchAtEveryStage(String path) {
        assertThat(serverOf(path, "MMMM")).isEqualTo(Backend.DISPATCH);
        assertThat(serverOf(path, "SSSS")).isEqualTo(Backend.DISPATCH);
    }

    @Test
    void theFeedIsServedByNotificationAtEveryStage() {
        assertThat(serverOf("/v1/events", "MMMM")).isEqualTo(Backend.NOTIFICATION);
        assertThat(serverOf("/v1/events", "SSSS")).isEqualTo(Backend.NOTIFICATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/fleet",
                "/v1/fleet/events",
                "/fleet",
                "/track/trk_acme_1/events",
                "/track/assets/0f1e2d/page.js"
            })
    void livePagesAreTheServicesAtEveryStage(String path) {
        assertThat(serverOf(path, "MMMM")).isEqualTo(Backend.TRACKING);
        assertThat(serverOf(path, "SSSS")).isEqualTo(Backend.TRACKING);
        assertThat(serverOf("/track/trk_acme_1", "MMMM")).isEqualTo(Backend.MONOLITH);
        assertThat(serverOf("/track/trk_acme_1", "MMSM")).isEqualTo(Backend.TRACKING);
    }

    @Test
    void whatGoesOnForMinutesKeepsNoConnectionFromOthers() {
        assertThat(isStream("/track/trk_acme_1/events")).isTrue();
        assertThat(isStream("/v1/fleet/events")).isTrue();
        assertThat(isStream("/track/trk_acme_1")).isFalse();
        assertThat(isStream("/v1/fleet")).isFalse();
    }

    private static boolean isStream(String path) {
        return requireNonNull(PathTable.find(PathContainer.parsePath(path))).streams();
    }

    private static Backend serverOf(String path, String decision) {
        return requireNonNull(PathTable.find(PathContainer.parsePath(path)))
                .server()
                .apply(Decision.decode(decision));
    }

    private static boolean needsKey(String path) {
        PathTable.Row row = PathTable.find(PathContainer.parsePath(path));
        return row != null && row.needsKey();
    }
}
