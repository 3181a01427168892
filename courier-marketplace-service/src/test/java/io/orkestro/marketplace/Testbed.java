package io.orkestro.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.ApiContract;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.messaging.Envelope;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Plays dispatch, ops, retailers and couriers. */
@TestConfiguration
public class Testbed {

    public static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /** Everybody is on the service's side. */
    public static final Decision DECISION = Decision.decode("SSSS");

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** A message that arrived. */
    public record Heard(Envelope envelope, JsonNode data) {

        public String type() {
            return envelope.type();
        }
    }

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** A key nobody else has. */
    public static String newKey(String prefix) {
        return prefix + NAMES.incrementAndGet() + "x" + Long.toString(System.nanoTime() % 1_000_000, 36);
    }

    @Bean
    @Primary
    Routing everybodyIsAService() {
        return _ -> DECISION;
    }

    @Bean
    Subscription marketplaceEars() {
        Subscription.Builder ears = Subscription.of("marketplace-tests", "courier-marketplace");
        for (String type : List.of(
                "quotes.ready.v1",
                "rates.ready.v1",
                "booking.confirmed.v1",
                "booking.rejected.v1",
                "booking.expired.v1",
                "booking.withdrawn.v1",
                "courier.reported.v1",
                "courier.positioned.v1")) {
            ears.onAddressed(type, JsonNode.class, this::hear);
        }
        for (String type : List.of("booking.changed.v1", "courier.changed.v1")) {
            ears.onEvent(type, JsonNode.class, this::hear);
        }
        return ears.build();
    }

    private void hear(Envelope envelope, JsonNode data) {
        heard.add(new Heard(envelope, data));
    }

    /** The message as it was on the wire, near enough. */
    private static String wire(Heard heard, JsonMapper json) {
        Envelope envelope = heard.envelope();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", envelope.id());
        message.put("type", envelope.type());
        message.put("subject", envelope.subject());
        message.put("sequence", envelope.sequence());
        message.put("epoch", envelope.epoch());
        message.put("occurredAt", envelope.occurredAt());
        message.put("producer", envelope.producer());
        message.put("decision", envelope.decision().encoded());
        message.put("data", heard.data());
        return json.writeValueAsString(message);
    }

    @Bean
    Actors actors(MockMvc mvc, Outbox outbox, TransactionTemplate transactions, JdbcClient jdbc, JsonMapper json) {
        return new Actors(mvc, outbox, transactions, jdbc, json, heard);
    }

    /** Everyone around the marketplace. */
    public static final class Actors {

        private final MockMvc mvc;
        private final Outbox outbox;
        private final TransactionTemplate transactions;
        private final JdbcClient jdbc;
        private final JsonMapper json;
        private final List<Heard> heard;
        private final TokenSigner signer =
                new TokenSigner("courier-marketplace-service", TokenSecret.ofBase64(SECRET), Clock.systemUTC());

        Actors(
                MockMvc mvc,
                Outbox outbox,
                TransactionTemplate transactions,
                JdbcClient jdbc,
                JsonMapper json,
                List<Heard> heard) {
            this.mvc = mvc;
            this.outbox = outbox;
            this.transactions = transactions;
            this.jdbc = jdbc;
            this.json = json;
            this.heard = heard;
        }

        // ---- API

        /** An answer of the API. */
        public record Answer(int status, JsonNode body, MockHttpServletResponse response) {

            public String code() {
                return body.path("code").asString("");
            }
        }

        public Answer asOps(HttpMethod method, String path, @Nullable Object body, String... headers) {
            return call(Role.OPS, null, RoutingKey.PLATFORM, method, path, body, headers);
        }

        public Answer asRetailer(String key, HttpMethod method, String path, @Nullable Object body, String... headers) {
            return call(Role.RETAILER, "ret_" + key, new RoutingKey(key), method, path, body, headers);
        }

        public Answer asCourier(
                String courierId, HttpMethod method, String path, @Nullable Object body, String... headers) {
            return call(Role.COURIER, courierId, RoutingKey.ofPublicId(courierId), method, path, body, headers);
        }

        /** Without a key, the body as it is; the status. */
        public int asAnyone(HttpMethod method, String path, String body, String... headers) {
            DecisionToken token = new DecisionToken(
                    "test", Role.ANONYMOUS, null, RoutingKey.PLATFORM, DECISION, Instant.EPOCH, 0, Instant.now());
            MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(method, path)
                    .header(DecisionToken.HEADER, signer.sign(token))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body);
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            try {
                return mvc.perform(request).andReturn().getResponse().getStatus();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        /** Holds every exchange against the OpenAPI document. */
        private Answer call(
                Role role,
                @Nullable String principal,
                RoutingKey key,
                HttpMethod method,
                String path,
                @Nullable Object body,
                String... headers) {
            DecisionToken token =
                    new DecisionToken("test", role, principal, key, DECISION, Instant.EPOCH, 0, Instant.now());
            MockHttpServletRequestBuilder request =
                    MockMvcRequestBuilders.request(method, path).header(DecisionToken.HEADER, signer.sign(token));
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            String sent = body == null ? null : json.writeValueAsString(body);
            if (sent != null) {
                request.contentType(MediaType.APPLICATION_JSON).content(sent);
            }
            try {
                MockHttpServletResponse response =
                        mvc.perform(request).andReturn().getResponse();
                String text = response.getContentAsString(StandardCharsets.UTF_8);
                // The document knows no 200 for a courier registered twice with the same body.
                if (!(path.equals("/v1/couriers") && response.getStatus() == 200 && method.equals(HttpMethod.POST))) {
                    assertThat(ApiContract.violationsOf(
                                    method.name(), path, response.getStatus(), response.getContentType(), sent, text))
                            .isEmpty();
                }
                return new Answer(
                        response.getStatus(), text.isEmpty() ? json.createObjectNode() : json.readTree(text), response);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        // ---- couriers

        /** A new courier around London with this much changed; its id. */
        public String courier(Map<String, ?> changes) {
            return register(changes).body().get("id").asString();
        }

        public Answer register(Map<String, ?> changes) {
            return asOps(HttpMethod.POST, "/v1/couriers", newCourier(changes));
        }

        public static Map<String, Object> newCourier(Map<String, ?> changes) {
            Map<String, Object> courier = new LinkedHashMap<>();
            courier.put("key", newKey("c"));
            courier.put("name", "Pedal & Post");
            courier.put("vehicles", List.of(Map.of("type", "bike", "maxWeightGrams", 15_000)));
            courier.put("serviceArea", Map.of("center", Map.of("lat", 51.5245, "lng", -0.09), "radiusMeters", 10_000));
            courier.put("rateCard", Map.of("currency", "GBP", "base", 300, "perKm", 100, "minimum", 399));
            courier.put("capacity", 5);
            courier.put("speedKmh", 18);
            courier.put("requirements", List.of("photo", "signature", "pin", "age_check"));
            courier.putAll(changes);
            return courier;
        }

        /** Nobody else's quotes, capacity or trips are to be in the way. */
        public void pauseAllCouriers() {
            jdbc.sql("update courier set paused = true").update();
        }

        // ---- dispatch

        /** A booking request to a courier for a new delivery, to be answered within this time. */
        public Map<String, Object> request(String courierId, Duration answerWithin) {
            String key = newKey("r");
            String rest = Long.toString(System.nanoTime(), 36);
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("bookingId", "bkg_" + courierId.substring(4) + "_" + rest);
            request.put("attemptId", "att_" + key + "_" + rest);
            request.put("attempt", 1);
            request.put("deliveryId", "dlv_" + key + "_" + rest);
            request.put("retailerId", "ret_" + key);
            request.put("courierId", courierId);
            request.put("fee", Map.of("amount", 599, "currency", "GBP"));
            request.put("answerBy", Instant.now().plus(answerWithin).toString());
            request.putAll(way());
            request.put("items", List.of(Map.of("name", "Cheese", "quantity", 1)));
            request.put("requirements", List.of("photo"));
            request.put("undeliverableAction", "return");
            request.put("deliverableAction", "meet_at_door");
            request.put("trackingCode", "trk_" + key + "_" + rest);
            return request;
        }

        public static Map<String, Object> way() {
            return new LinkedHashMap<>(Map.of(
                    "pickup", stop("Ada Obi", 51.5245, -0.0773), "dropoff", stop("Grace Lin", 51.5392, -0.1003)));
        }

        private static Map<String, Object> stop(String name, double lat, double lng) {
            return Map.of(
                    "name",
                    name,
                    "address",
                    Map.of("line1", "22 Cross Street", "city", "London", "postcode", "N1 2BG", "country", "GB"),
                    "location",
                    Map.of("lat", lat, "lng", lng),
                    "phone",
                    "+447700900123");
        }

        public void book(Map<String, ?> request) {
            say("booking.requested.v1", request);
        }

        public void withdraw(Map<String, ?> request, String reason) {
            say("booking.withdrawal-requested.v1", withdrawal(request, reason));
        }

        public static Map<String, Object> withdrawal(Map<String, ?> request, String reason) {
            Map<String, Object> withdrawal = new LinkedHashMap<>();
            for (String field : List.of("bookingId", "deliveryId", "attempt", "courierId")) {
                withdrawal.put(field, String.valueOf(request.get(field)));
            }
            withdrawal.put("attempt", 1);
            withdrawal.put("reason", reason);
            return withdrawal;
        }

        /** An addressed message of dispatch to the service's side. */
        public void say(String type, Map<String, ?> data) {
            say("dispatch", type, data);
        }

        public void sayFromNotification(String type, Map<String, ?> data) {
            say("notification", type, data);
        }

        /** What a checkout asks, by way of intake. */
        public void askForRate(Map<String, ?> question) {
            String requestId = String.valueOf(question.get("requestId"));
            transactions.executeWithoutResult(_ -> outbox.append(
                    Message.addressed("intake", Side.SERVICE, "rates.requested.v1", requestId, DECISION, question)));
        }

        private void say(String exchange, String type, Map<String, ?> data) {
            transactions.executeWithoutResult(_ -> outbox.append(Message.addressed(
                    exchange, Side.SERVICE, type, String.valueOf(data.get("deliveryId")), DECISION, data)));
        }

        /** An event of dispatch about a delivery: the contract's example, made about this one. */
        public void tell(String type, Map<String, ?> request) {
            String id = String.valueOf(request.get("deliveryId"));
            ObjectNode data =
                    (ObjectNode) json.readTree(Contracts.example(type)).get("data");
            ((ObjectNode) data.get("delivery"))
                    .put("id", id)
                    .put("attempt", 1)
                    .put("sequence", 9)
                    .put("trackingCode", String.valueOf(request.get("trackingCode")));
            transactions.executeWithoutResult(
                    _ -> outbox.append(Message.event("dispatch", type, id, 9, 1, DECISION, data)));
        }

        // ---- what came of it

        public static String bookingId(Map<String, ?> request) {
            return String.valueOf(request.get("bookingId"));
        }

        /** What was said to dispatch and tracking about this delivery, so far. */
        public List<Heard> heardOf(Map<String, ?> request, String... types) {
            return heardAbout(String.valueOf(request.get("deliveryId"))).stream()
                    .filter(each -> types.length == 0 || Arrays.asList(types).contains(each.type()))
                    .toList();
        }

        /** The answers dispatch got for this booking, as {@code type:reason}. */
        public List<String> answersTo(Map<String, ?> request) {
            return heardOf(request).stream()
                    .filter(each -> each.type().startsWith("booking."))
                    .filter(each -> each.data().path("bookingId").asString("").equals(request.get("bookingId")))
                    .map(each -> each.type().replaceAll("booking\\.|\\.v1", "")
                            + (each.data().has("reason")
                                    ? ":" + each.data().get("reason").asString()
                                    : ""))
                    .toList();
        }

        public void awaitAnswers(Map<String, ?> request, String... answers) {
            await(String.join(", ", answers) + " to " + request.get("bookingId"))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> answersTo(request), List.of(answers)::equals);
        }

        public List<Heard> events(String type, String subject) {
            return heardAbout(subject).stream()
                    .filter(each -> each.type().equals(type))
                    .toList();
        }

        /** Holds every message against its schema. */
        private List<Heard> heardAbout(String subject) {
            List<Heard> about = heard.stream()
                    .filter(each -> each.envelope().subject().equals(subject))
                    .toList();
            about.forEach(each -> Contracts.assertDescribed(wire(each, json)));
            return about;
        }

        public String statusOf(Map<String, ?> request) {
            return jdbc.sql("select status from booking where id = ?")
                    .param(bookingId(request))
                    .query((row, _) -> row.getString(1))
                    .optional()
                    .orElse("none");
        }

        public long sequenceOf(Map<String, ?> request) {
            return jdbc.sql("select sequence from booking where id = ?")
                    .param(bookingId(request))
                    .query((row, _) -> row.getLong(1))
                    .single();
        }

        public void awaitStatus(Map<String, ?> request, String status) {
            await(status + " of " + request.get("bookingId"))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> statusOf(request), status::equals);
        }

        public int live(String courierId) {
            return jdbc.sql("select count(*) from booking where courier_id = ? and status in ('OFFERED', 'CONFIRMED')")
                    .param(courierId)
                    .query((row, _) -> row.getInt(1))
                    .single();
        }

        public int rowsOf(String table, Map<String, ?> request) {
            return jdbc.sql("select count(*) from " + table + " where booking_id = ?")
                    .param(bookingId(request))
                    .query((row, _) -> row.getInt(1))
                    .single();
        }
    }
}
