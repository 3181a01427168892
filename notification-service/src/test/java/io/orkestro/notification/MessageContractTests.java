package io.orkestro.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.notification.news.DeliveryNews;
import io.orkestro.notification.news.Events;
import io.orkestro.notification.news.NotifiedCopies;
import io.orkestro.notification.webhook.WebhookLogCopies;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notification reads what the contracts say others send, the monolith's side of it included; what it sends itself, the
 * integration tests hold against them.
 */
class MessageContractTests {

    private final JsonMapper json = StrictJson.mapper();

    @ParameterizedTest
    @MethodSource("newsOfDispatch")
    void readsDispatchsNews(String type) {
        DeliveryNews news = read(type + Events.VERSION, DeliveryNews.class);

        assertThat(news.retailerId()).isEqualTo("ret_acme");
        assertThat(news.delivery().get("id").asString()).startsWith("dlv_acme_");
    }

    @Test
    void readsTheOtherSidesLog() {
        WebhookLogCopies.Logged logged = read(WebhookLogCopies.LOGGED, WebhookLogCopies.Logged.class);

        assertThat(logged.body()).contains(logged.id());
        assertThat(logged.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.rung()).isZero());
    }

    @Test
    void readsWhatTheOtherSideRemembers() {
        assertThat(read(NotifiedCopies.SNAPSHOT, NotifiedCopies.Told.class).retailer())
                .isNotNull();
    }

    static List<String> newsOfDispatch() {
        return Events.OF_DISPATCH;
    }

    private <T> T read(String type, Class<T> record) {
        return json.treeToValue(json.readTree(Contracts.example(type)).get("data"), record);
    }
}
