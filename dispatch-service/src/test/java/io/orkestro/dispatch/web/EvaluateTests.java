package io.orkestro.dispatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.dispatch.delivery.RealSearch;
import io.orkestro.dispatch.messaging.QuotesReady;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.rule.Choices;
import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.dispatch.rule.Quote;
import io.orkestro.platform.web.json.StrictJson;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a dry run says before the fact is what the record says after it. Both begin with what is sent over the wire, each by
 * its own way: rules as put, an order as posted, quotes once as the API and once as the marketplace says them.
 */
class EvaluateTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final JsonMapper JSON = StrictJson.mapper();
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @Property(tries = 2_000)
    void theDryRunSaysBeforeWhatTheRecordSaysAfter(
            @ForAll("rules") DispatchRules wanted,
            @ForAll("quotes") List<Quote> quotes,
            @ForAll("values") @Nullable Money value,
            @ForAll("meters") int meters) {
        DispatchRules rules = read(JSON.valueToTree(wanted), RulesRequest.class).toRules(Duration.ofSeconds(5));
        ObjectNode order = order(value, meters);

        ObjectNode asked = order.deepCopy();
        asked.set("quotes", asAnsweredByTheApi(quotes));
        DecisionRound before = read(asked, EvaluateRequest.class).judgedBy(rules, NOW);

        DecisionRound after = RealSearch.firstRound(
                read(order, DeliveryOrder.class), rules, QuotesReady.quotesIn(asSentByTheMarketplace(quotes)), NOW);

        assertThat(before).isEqualTo(after);
        assertThat(JSON.readValue(JSON.writeValueAsString(after), DecisionRound.class))
                .as("as it is kept")
                .isEqualTo(before);
    }

    private static <T> T read(JsonNode sent, Class<T> type) {
        T read = JSON.treeToValue(sent, type);
        assertThat(VALIDATOR.validate(read)).isEmpty();
        return read;
    }

    /** A degree of latitude is about 111 kilometres. */
    private static ObjectNode order(@Nullable Money value, int meters) {
        ObjectNode order = (ObjectNode) JSON.readTree("""
                {"pickup":{"name":"Ada Obi","address":{"line1":"14 Redchurch Street","city":"London",
                  "postcode":"E2 7DJ","country":"GB"},"location":{"lat":51.5,"lng":-0.1}},
                 "dropoff":{"name":"Grace Lin","address":{"line1":"22 Cross Street","city":"London",
                  "postcode":"N1 2BG","country":"GB"},"location":{"lat":%s,"lng":-0.1}},
                 "items":[{"name":"Cheese box","quantity":1}]}""".formatted(51.5 + meters / 111_195.08));
        if (value != null) {
            order.set("orderValue", JSON.valueToTree(value));
        }
        return order;
    }

    private static ArrayNode asAnsweredByTheApi(List<Quote> quotes) {
        ArrayNode all = JSON.createArrayNode();
        for (Quote quote : quotes) {
            ObjectNode one = JSON.valueToTree(quote);
            one.set("id", one.remove("quoteId"));
            one.set("courier", courier(one));
            all.add(one);
        }
        return all;
    }

    private static ObjectNode courier(ObjectNode quote) {
        ObjectNode courier = JSON.createObjectNode();
        courier.set("id", quote.remove("courierId"));
        courier.set("name", quote.remove("courierName"));
        return courier;
    }

    private static String asSentByTheMarketplace(List<Quote> quotes) {
        ObjectNode data = JSON.createObjectNode();
        data.put("requestId", "dlv_acme_a/1").put("deliveryId", "dlv_acme_a");
        data.set("quotes", JSON.valueToTree(quotes));
        return data.toString();
    }

    @Provide
    Arbitrary<DispatchRules> rules() {
        return Choices.rules();
    }

    @Provide
    Arbitrary<List<Quote>> quotes() {
        return Choices.quotes(NOW);
    }

    @Provide
    Arbitrary<@Nullable Money> values() {
        return Choices.values();
    }

    @Provide
    Arbitrary<Integer> meters() {
        return Choices.meters();
    }
}
