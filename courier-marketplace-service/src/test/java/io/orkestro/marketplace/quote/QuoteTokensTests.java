package io.orkestro.marketplace.quote;

import static io.orkestro.marketplace.Samples.LONDON;
import static io.orkestro.marketplace.Samples.stopAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Location;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuoteTokensTests {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final JsonMapper json = StrictJson.mapper();
    private final SecretBox secrets = SecretBox.ofBase64(Base64.getEncoder().encodeToString(new byte[32]));
    private final QuoteTokens tokens = new QuoteTokens(secrets, json);

    @Test
    void aTokenCarriesTheWholeQuoteUnderItsSignature() {
        Load load = new Load(
                stopAt(LONDON),
                stopAt(new Location(51.52, -0.08)),
                List.of(new Item("Box", 1, null, null, null)),
                null,
                Set.of(),
                null);
        Quote.Terms terms = new Quote.Terms(
                VehicleType.BIKE,
                Money.of(599, "GBP"),
                NOON.plusSeconds(600),
                NOON.plusSeconds(1200),
                NOON.plusSeconds(900));
        Quote quote = new Quote("qot_acme_x", "crr_pedal", "Pedal", terms, List.of());

        String[] parts = tokens.sign("ret_acme", quote, terms, load).split("\\.");

        assertThat(parts).hasSize(2);
        assertThat(parts[1]).isEqualTo(secrets.sign(parts[0]));
        JsonNode claims = json.readTree(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
        assertThat(claims.propertyNames())
                .containsExactlyInAnyOrder(
                        "quoteId",
                        "retailerId",
                        "courierId",
                        "courierName",
                        "vehicle",
                        "fee",
                        "pickupEta",
                        "dropoffEta",
                        "expiresAt",
                        "route");
        assertThat(claims.get("fee").get("amount").asInt()).isEqualTo(599);
        assertThat(claims.get("expiresAt").asString()).isEqualTo("2026-03-02T12:15:00Z");
    }

    @Test
    void aRouteIsTheHashOfBothStopsToAMetre() {
        // echo -n '51.50740,-0.12780>51.52000,-0.08000' | sha256sum | cut -c1-16
        String route = QuoteTokens.routeOf(LONDON, new Location(51.52, -0.08));
        assertThat(route).isEqualTo("85c5b41a90e32426");
        assertThat(QuoteTokens.routeOf(new Location(51.507400001, -0.1278), new Location(51.52, -0.08)))
                .isEqualTo(route);
        assertThat(QuoteTokens.routeOf(new Location(51.5075, -0.1278), new Location(51.52, -0.08)))
                .isNotEqualTo(route);
    }

    @Test
    void aRouteIsTheSameWhereCommasSeparateDecimals() {
        String route = QuoteTokens.routeOf(LONDON, LONDON);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ITALY);
            assertThat(QuoteTokens.routeOf(LONDON, LONDON)).isEqualTo(route);
        } finally {
            Locale.setDefault(before);
        }
    }
}
