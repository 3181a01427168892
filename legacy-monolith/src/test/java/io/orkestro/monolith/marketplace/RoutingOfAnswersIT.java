package io.orkestro.monolith.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A retailer's dispatch and tracking move to their services while its couriers, and what they were asked, stay: whatever the
 * marketplace says from then on goes there, though all its requests came with the decision of before.
 */
@MarketplaceTest
@Import(RoutingOfAnswersIT.Wiring.class)
class RoutingOfAnswersIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String MOVED = "SMSM";

    @Autowired
    Testbed.Actors actors;

    @Autowired
    Table table;

    @Test
    void quotesGoWhereDispatchIsNow() {
        Map<String, Object> request = actors.request(actors.courier(Map.of()), MINUTE);
        request.put("requestId", "qrq_1");
        table.move(request);

        actors.say("quotes.requested.v1", request);

        awaitAtTheServices(request, "quotes.ready.v1");
    }

    @Test
    void aCouriersYesAndItsRegretFollowTheDelivery() {
        Map<String, Object> request = offered();
        table.move(request);

        act(request, "accept", Map.of());
        awaitAtTheServices(request, "booking.confirmed.v1");
        act(request, "drop", Map.of("reason", "flat_tyre"));
        awaitAtTheServices(request, "booking.confirmed.v1", "booking.withdrawn.v1");
    }

    @Test
    void anOfferThatRunsOutSaysSoWhereDispatchIsNow() {
        Map<String, Object> request = actors.request(actors.courier(Map.of()), Duration.ofSeconds(2));
        actors.book(request);
        actors.awaitStatus(request, "OFFERED");
        table.move(request);

        awaitAtTheServices(request, "booking.expired.v1");
    }

    @Test
    void aWithdrawalIsAnsweredWhereDispatchIsNow() {
        Map<String, Object> request = offered();
        table.move(request);

        actors.withdraw(request, "search_given_up");

        awaitAtTheServices(request, "booking.withdrawn.v1");
    }

    /** And back: the same request again, once everything is at the monolith, is answered there. */
    @Test
    void whatMovesBackIsAnsweredBackHere() {
        Map<String, Object> request = actors.request("crr_nobody", MINUTE);
        table.move(request);
        actors.book(request);
        awaitAtTheServices(request, "booking.rejected.v1");

        table.moveBack(request);
        actors.book(request);

        actors.awaitAnswers(request, "rejected:unknown_courier");
        assertThat(table.atTheServices(request)).containsExactly("booking.rejected.v1");
    }

    @Test
    void aDriverWhoIsUnderWayReportsWhereTheDeliveryIsNow() {
        Map<String, Object> request = actors.request(actors.courier(Map.of("sandbox", "prompt")), MINUTE);
        actors.book(request);
        actors.awaitAnswers(request, "confirmed");
        table.move(request);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> table.atTheServices(request)
                        .containsAll(List.of("courier.reported.v1", "courier.positioned.v1")));
    }

    private Map<String, Object> offered() {
        Map<String, Object> request = actors.request(actors.courier(Map.of()), MINUTE);
        actors.book(request);
        actors.awaitStatus(request, "OFFERED");
        return request;
    }

    private void act(Map<String, Object> request, String verb, Map<String, ?> body) {
        String courier = String.valueOf(request.get("courierId"));
        assertThat(actors.asCourier(
                                courier,
                                HttpMethod.POST,
                                "/v1/couriers/%s/bookings/%s/%s"
                                        .formatted(courier, Testbed.Actors.bookingId(request), verb),
                                body)
                        .status())
                .isEqualTo(200);
    }

    private void awaitAtTheServices(Map<String, Object> request, String... types) {
        await(String.join(", ", types))
                .atMost(Duration.ofSeconds(20))
                .until(() -> table.atTheServices(request), List.of(types)::equals);
        assertThat(actors.answersTo(request)).as("and nothing at the monolith").isEmpty();
    }

    /** The routing table, and ears at the services' queues. */
    static final class Table {

        private static final JsonMapper JSON = new JsonMapper();

        private final Set<RoutingKey> moved = ConcurrentHashMap.newKeySet();
        private final Queue<JsonNode> heard = new ConcurrentLinkedQueue<>();

        void move(Map<String, Object> request) {
            moved.add(keyOf(request));
        }

        void moveBack(Map<String, Object> request) {
            moved.remove(keyOf(request));
        }

        /** What the services were told about a delivery, each with the decision that it was sent by. */
        List<String> atTheServices(Map<String, Object> request) {
            return heard.stream()
                    .filter(message -> message.path("subject").asString().equals(request.get("deliveryId")))
                    .peek(message ->
                            assertThat(message.path("decision").asString()).isEqualTo(MOVED))
                    .map(message -> message.path("type").asString())
                    .toList();
        }

        private static RoutingKey keyOf(Map<String, Object> request) {
            return RoutingKey.ofPublicId(String.valueOf(request.get("deliveryId")));
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        Table table() {
            return new Table();
        }

        @Bean
        @Primary
        Routing routingByHand(Table table) {
            return key -> table.moved.contains(key) ? Decision.decode(MOVED) : Decision.allMonolith();
        }

        @Bean
        Declarables earsAtTheServices(Environment environment) {
            String prefix = environment.getProperty("orkestro.messaging.prefix", "");
            var queue = QueueBuilder.durable(prefix + "services-by-hand").build();
            TopicExchange exchange = new TopicExchange(prefix + "courier-marketplace");
            return new Declarables(
                    queue, exchange, BindingBuilder.bind(queue).to(exchange).with("service.#"));
        }

        @Bean
        SimpleMessageListenerContainer listeningAtTheServices(
                ConnectionFactory connections, Table table, Environment environment) {
            SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
            container.setQueueNames(environment.getProperty("orkestro.messaging.prefix", "") + "services-by-hand");
            container.setMessageListener(message -> table.heard.add(Table.JSON.readTree(message.getBody())));
            return container;
        }
    }
}
