package io.orkestro.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.notification.news.Events;
import io.orkestro.notification.news.NotifiedDelivery.Contact;
import io.orkestro.notification.news.NotifiedDelivery.Country;
import io.orkestro.notification.news.NotifiedDelivery.Courier;
import io.orkestro.notification.news.NotifiedDelivery.Facts;
import io.orkestro.notification.news.NotifiedDelivery.Reason;
import io.orkestro.notification.news.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextsTests {

    private static final String URL = "https://orkestro.example/track/trk_acme_1";

    private final Texts texts = new Texts();

    @Test
    void aRecipientReadsWhoSendsWhoBringsAndWhen() {
        Texts.Text text = text("delivery.picked_up", To.RECIPIENT, Channel.EMAIL, "en");

        assertThat(text.subject()).isEqualTo("Your delivery from Corner Books is on its way");
        assertThat(text.body()).isEqualTo("""
                        Hello Rosa Neri,

                        Luca has picked up your delivery (order-1). It is expected around 14:30.

                        Where it is now: https://orkestro.example/track/trk_acme_1""");
    }

    @Test
    void aTextFitsALineAndIsInTheRecipientsLanguage() {
        Texts.Text text = text("delivery.picked_up", To.RECIPIENT, Channel.SMS, "it");

        assertThat(text.subject()).isNull();
        assertThat(text.body())
                .isEqualTo("Corner Books: la tua consegna è in viaggio. Prevista verso le 14:30. " + URL);
    }

    @Test
    void aRetailerReadsWhatWentWrong() {
        Texts.Text text = text("delivery.failed", To.RETAILER, Channel.EMAIL, "en");

        assertThat(text.subject()).isEqualTo("Delivery order-1: failed");
        assertThat(text.body()).contains("Reason: goods lost").doesNotContain("Expected");
    }

    @Test
    void anUnknownLanguageIsEnglish() {
        assertThat(text("delivery.delivered", To.RECIPIENT, Channel.SMS, "tlh").body())
                .startsWith("Corner Books: your delivery has arrived.");
    }

    @Test
    void aNameCannotWriteItsOwnHeaders() {
        Texts.Text text = texts.of(
                "delivery.created",
                To.RECIPIENT,
                Channel.EMAIL,
                "en",
                aDelivery(),
                null,
                "Shop\r\nBcc: everyone@example.com",
                URL);

        assertThat(text.subject()).isEqualTo("Your delivery from Shop Bcc: everyone@example.com");
    }

    @ParameterizedTest(name = "{0} to {1} by {2} in {3}")
    @MethodSource("everything")
    void thereAreWordsForEverything(String type, To to, Channel channel, String language) {
        Texts.Text text = text(type, to, channel, language);

        if (channel == Channel.EMAIL) {
            assertThat(Objects.requireNonNull(text.subject()))
                    .hasSizeGreaterThan(15)
                    .doesNotContain("{", "http");
        }
        assertThat(text.body()).contains(URL).doesNotContain("{{", "  ");
        assertThat(channel == Channel.SMS ? text.body() : "").hasSizeLessThan(200);
    }

    static Stream<Arguments> everything() {
        return Stream.concat(Events.OF_DISPATCH.stream(), Stream.of(Events.ETA_CHANGED))
                .flatMap(type -> Stream.of(To.RECIPIENT, To.RETAILER)
                        .flatMap(to -> Stream.of(Channel.EMAIL, Channel.SMS)
                                .flatMap(channel -> List.of("en", "it").stream()
                                        .map(language -> Arguments.of(type, to, channel, language)))));
    }

    private Texts.Text text(String type, To to, Channel channel, String language) {
        return texts.of(
                type, to, channel, language, aDelivery(), Instant.parse("2026-07-01T13:30:00Z"), "Corner Books", URL);
    }

    private static Facts aDelivery() {
        Country britain = new Country("GB");
        return new Facts(
                "dlv_acme_1",
                "order-1",
                Status.PICKED_UP,
                new Contact("Anna Berg", "Corner Books", null, null, britain),
                new Contact("Rosa Neri", null, "+447700900123", "rosa@example.com", britain),
                new Courier("crr_pedal", "Pedal Express", "bike", "Luca Bianchi"),
                null,
                "trk_acme_1",
                URL,
                "en",
                new Reason("goods_lost"),
                null);
    }
}
