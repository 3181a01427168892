package io.orkestro.dispatch.intake.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.money.Money;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Intake reads what the contracts say the marketplace answers. */
class RatesReadyMessageTests {

    private final JsonMapper json = StrictJson.mapper();

    @Test
    void readsThePriceOfTheCheapest() {
        RatesReadyMessage message = json.treeToValue(
                json.readTree(Contracts.example("rates.ready.v1")).get("data"), RatesReadyMessage.class);
        assertThat(message.answer())
                .isEqualTo(new Answer.Offered(
                        Money.of(599, "GBP"),
                        Instant.parse("2026-11-23T12:18:00Z"),
                        Instant.parse("2026-11-23T12:41:00Z")));
    }
}
