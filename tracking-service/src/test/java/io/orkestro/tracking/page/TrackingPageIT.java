package io.orkestro.tracking.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.tracking.Api;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.TrackingTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page behind a tracking link. */
@TrackingTest
class TrackingPageIT {

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);

    @Test
    void theRecipientsPageTellsTheirDeliveryAndNobodysData() {
        life.inItalian();
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        await().untilAsserted(() ->
                assertThat(text(Api.anyone(port).get(path(life)))).contains("La tua consegna è in viaggio"));
        Answer taken = Api.courier(port, "pedal")
                .post(
                        "/v1/deliveries/%s/positions".formatted(life.id()),
                        "{\"lat\": 51.5250, \"lng\": -0.0900, \"recordedAt\": \"%s\"}".formatted(Instant.now()));
        assertThat(taken.status()).isEqualTo(202);

        Answer page = Api.anyone(port).get(path(life));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Robots-Tag")).contains("noindex");
        assertThat(text(page))
                .contains(
                        "<html lang=\"it\">", "La tua consegna è in viaggio", "Luca", "in bici", "class=\"at-courier\"")
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>", "Corner Books")
                .contains("href=\"tel:+442079460018\"")
                .doesNotContain("Bianchi", "Rosa", "Anna", "+447700", "example.com", "Roman Road", "Old Street")
                .doesNotContain("<style", "<script>", "https://");
        assertThat(Api.retailer(port, key).get("/track/" + life.trackingCode()).status())
                .isEqualTo(200);
    }

    @Test
    void theDeliverysLanguageWinsAndTheEndStopsTheRefreshing() {
        Life english = Happenings.aDeliveryOf(key);
        happenings.happen(english.created(), english.reached("cancelled"));
        Life italian = Happenings.aDeliveryOf(key).inItalian();
        happenings.happen(italian.created());

        await().untilAsserted(() -> assertThat(
                        Api.anyone(port).get("/track/" + italian.trackingCode()).status())
                .isEqualTo(200));
        await().untilAsserted(() -> assertThat(text(Api.anyone(port).get(path(english))))
                .contains("Cancelled")
                .doesNotContain("http-equiv=\"refresh\""));
    }

    @Test
    void unknownCodesAndOldDeliveriesHavePagesToo() {
        Answer unknown = Api.anyone(port).get("/track/trk_" + key + "_nothing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(text(unknown)).contains("We do not know this delivery");

        life.updatedAt(Instant.now().minus(Duration.ofDays(31)));
        happenings.happen(life.created(), life.reached("delivered"));
        await().untilAsserted(() -> assertThat(
                        Api.anyone(port).get("/track/" + life.trackingCode()).status())
                .isEqualTo(410));
    }

    private static String path(Life life) {
        return "/track/" + life.trackingCode();
    }

    private static String text(Answer answer) {
        return new String(answer.raw().body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
