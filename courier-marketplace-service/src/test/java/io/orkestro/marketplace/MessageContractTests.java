package io.orkestro.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.booking.BookingRequestedMessage;
import io.orkestro.marketplace.booking.DeliveryMessage;
import io.orkestro.marketplace.booking.MessageRequestedMessage;
import io.orkestro.marketplace.booking.WithdrawalRequestedMessage;
import io.orkestro.marketplace.checkout.RatesRequestedMessage;
import io.orkestro.marketplace.quote.QuotesRequestedMessage;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The marketplace reads what the contracts say others send; what it sends itself, the integration tests hold against them. */
class MessageContractTests {

    private final JsonMapper json = StrictJson.mapper();

    @Test
    void readsRequestsForQuotes() {
        QuotesRequestedMessage request = read("quotes.requested.v1", QuotesRequestedMessage.class);
        assertThat(request.requestId()).isNotEmpty();
        assertThat(request.pickup().location().lat()).isEqualTo(51.5245);
        assertThat(request.items()).isNotEmpty();
    }

    @Test
    void readsQuestionsForRates() {
        RatesRequestedMessage question = read("rates.requested.v1", RatesRequestedMessage.class);
        assertThat(question.requestId()).startsWith("rrq_acme_");
        assertThat(question.retailerId()).isEqualTo("ret_acme");
        assertThat(question.answerBy()).isNotNull();
        assertThat(question.dropoff().location().lat()).isEqualTo(51.5392);
        assertThat(question.items()).hasSize(2);
    }

    @Test
    void readsRequestsToBook() {
        BookingRequestedMessage request = read("booking.requested.v1", BookingRequestedMessage.class);
        assertThat(request.bookingId()).startsWith("bkg_pedal_");
        assertThat(request.fee().amount()).isEqualTo(599);
        assertThat(request.answerBy()).isNotNull();
        assertThat(request.trackingCode()).startsWith("trk_");
        assertThat(request.undeliverableAction()).isEqualTo("return");
    }

    @Test
    void readsRequestsToWithdraw() {
        WithdrawalRequestedMessage request = read("booking.withdrawal-requested.v1", WithdrawalRequestedMessage.class);
        assertThat(request.bookingId()).startsWith("bkg_");
        assertThat(request.reason()).isNotEmpty();
    }

    @Test
    void readsTextsForDrivers() {
        assertThat(read("courier.message-requested.v1", MessageRequestedMessage.class)
                        .text())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "picked_up",
                "dropoff_enroute",
                "dropoff_arrived",
                "returning",
                "delivered",
                "returned",
                "failed",
                "cancelled",
                "expired"
            })
    void readsTheNewsOfDeliveries(String news) {
        assertThat(read("delivery." + news + ".v1", DeliveryMessage.class).deliveryId())
                .startsWith("dlv_");
    }

    private <T> T read(String type, Class<T> record) {
        JsonNode data = json.readTree(Contracts.example(type)).get("data");
        return json.treeToValue(data, record);
    }
}
