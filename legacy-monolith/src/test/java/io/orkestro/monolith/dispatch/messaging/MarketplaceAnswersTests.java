package io.orkestro.monolith.dispatch.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.monolith.dispatch.delivery.DeliveryStatus;
import io.orkestro.monolith.dispatch.delivery.StatusReport;
import io.orkestro.monolith.dispatch.rule.Quote;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Dispatch reads what the contracts say the marketplace sends. */
class MarketplaceAnswersTests {

    private final JsonMapper json = StrictJson.mapper();

    @Test
    void readsQuotesTheIneligibleToo() {
        MarketplaceAnswers.QuotesReadyMessage message =
                read("quotes.ready.v1", MarketplaceAnswers.QuotesReadyMessage.class);
        assertThat(message.deliveryId()).startsWith("dlv_acme_");
        assertThat(message.quotes()).extracting(Quote::eligible).contains(true, false);
        assertThat(message.quotes()).filteredOn(Quote::eligible).allMatch(quote -> quote.fee() != null);
        assertThat(message.quotes())
                .filteredOn(quote -> !quote.eligible())
                .noneMatch(quote -> quote.reasons().isEmpty());
    }

    @Test
    void readsACouriersYes() {
        MarketplaceAnswers.BookingConfirmedMessage message =
                read("booking.confirmed.v1", MarketplaceAnswers.BookingConfirmedMessage.class);
        assertThat(message.confirmation().bookingId()).startsWith("bkg_");
        assertThat(message.confirmation().fee()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "expired", "withdrawn"})
    void readsTheEndOfABooking(String how) {
        MarketplaceAnswers.BookingEndedMessage message =
                read("booking." + how + ".v1", MarketplaceAnswers.BookingEndedMessage.class);
        assertThat(message.deliveryId()).startsWith("dlv_");
        assertThat(message.bookingId()).startsWith("bkg_");
        assertThat(message.reason()).isNotNull();
    }

    @Test
    void readsWhatCouriersReport() {
        MarketplaceAnswers.CourierReportedMessage message =
                read("courier.reported.v1", MarketplaceAnswers.CourierReportedMessage.class);
        StatusReport report = message.report();
        assertThat(message.courierId()).startsWith("crr_");
        assertThat(report.attempt()).isPositive();
        assertThat(report.status()).isIn((Object[]) DeliveryStatus.values());
        assertThat(report.occurredAt()).isNotNull();
    }

    private <T> T read(String type, Class<T> record) {
        return json.treeToValue(json.readTree(Contracts.example(type)).get("data"), record);
    }
}
