package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets a clear problem document, and nothing of it is stored. */
@ExtendWith(RunningPlatform.class)
class BadInputIT {

    private final Platform platform;
    private final Api retailer;

    BadInputIT(Platform platform) {
        this.platform = platform;
        this.retailer = platform.retailer();
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "amount as text        | \"orderValue\":{\"amount\":\"3600\",\"currency\":\"GBP\"}    | 400 |"
                        + " malformed_body  | orderValue.amount",
                "amount as fraction    | \"orderValue\":{\"amount\":36.5,\"currency\":\"GBP\"}        | 400 |"
                        + " malformed_body  | orderValue.amount",
                "a list for an object  | \"orderValue\":[]                                            | 400 |"
                        + " malformed_body  | orderValue",
                "an unknown status     | \"undeliverableAction\":\"burn\"                             | 400 |"
                        + " malformed_body  | undeliverableAction",
                "a time that is none   | \"pickup\":{\"readyAt\":\"tomorrow\"}                        | 400 |"
                        + " malformed_body  | pickup.readyAt",
                "negative money        | \"orderValue\":{\"amount\":-1,\"currency\":\"GBP\"}          | 422 |"
                        + " invalid_request | orderValue.amount",
                "no such currency code | \"orderValue\":{\"amount\":1,\"currency\":\"pounds\"}        | 422 |"
                        + " invalid_request | orderValue.currency",
                "negative tip          | \"tip\":{\"amount\":-5,\"currency\":\"GBP\"}                 | 422 |"
                        + " invalid_request | tip.amount",
                "too young             | \"minimumAge\":3                                             | 422 |"
                        + " invalid_request | minimumAge",
                "no items              | \"items\":[]                                                 | 422 |"
                        + " invalid_request | items",
                "quantity of nothing   | \"items\":[{\"name\":\"x\",\"quantity\":0}]                  | 422 |"
                        + " invalid_request | items[0].quantity",
                "NUL in a text         | \"externalId\":\"a\\u0000b\"                                 | 400 |"
                        + " malformed_body  | externalId",
                "half a character      | \"externalId\":\"a\\ud800\"                                  | 400 |"
                        + " malformed_body  | externalId",
            })
    void aWrongFieldIsNamed(String what, String fields, int status, String code, String field) {
        long before = platform.countDeliveries();

        Answer answer = retailer.post("/v1/deliveries", overriding(fields)).expectProblem(status, code);

        assertThat(answer.at("/errors/0/field")).as(what).isEqualTo(field);
        assertThat(platform.countDeliveries()).isEqualTo(before);
    }

    @Test
    void aWindowInThePastIsRefused() {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        String pickup = Orders.PICKUP.substring(0, Orders.PICKUP.lastIndexOf('}'))
                + ",\"readyAt\":\"%s\",\"deadlineAt\":\"%s\"}".formatted(yesterday, yesterday.plusSeconds(3600));

        Answer answer = retailer.post("/v1/deliveries", overriding("\"pickup\":" + pickup))
                .expectProblem(422, "invalid_request");

        assertThat(answer.at("/errors/0/field")).startsWith("pickup.");
    }

    @Test
    void brokenJsonIsNotUnderstood() {
        raw("{\"externalId\":", Map.of()).expectProblem(400, "malformed_json");
        raw("", Map.of()).expectProblem(400, "malformed_body");
        raw("[1,2", Map.of()).expect(400);
        raw("{\"a\":1} trailing", Map.of()).expect(400);
        raw("a=b", Map.of("Content-Type", "application/x-www-form-urlencoded")).expect(415);
    }

    @Test
    void deepNestingIsNotFollowed() {
        String deep = "{\"metadata\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        raw(deep, Map.of()).expect(400);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] body = Orders.order("bytes").getBytes(StandardCharsets.UTF_8);
        body[20] = (byte) 0xff;

        retailer.sendRaw("POST", "/v1/deliveries", body, Map.of()).expect(400);
    }

    @Test
    void elevenMegabytesAreTooMany() {
        byte[] body = new byte[11 * 1024 * 1024];
        java.util.Arrays.fill(body, (byte) ' ');

        retailer.sendRaw("POST", "/v1/deliveries", body, Map.of()).expectProblem(413, "body_too_large");
    }

    @Test
    void anothersDeliveryDoesNotExist() {
        String id = retailer.post("/v1/deliveries", Orders.order("mine-" + UUID.randomUUID()))
                .expect(201)
                .at("/id");
        Api stranger = platform.otherRetailer();

        stranger.get("/v1/deliveries/" + id).expectProblem(404, "not_found");
        stranger.post("/v1/deliveries/" + id + "/cancel", "{}").expectProblem(404, "not_found");
        stranger.get("/v1/deliveries/" + id + "/tracking").expectProblem(404, "not_found");
        stranger.get("/v1/deliveries/" + id + "/messages").expectProblem(404, "not_found");
        stranger.get("/v1/deliveries/" + id + "/decision").expectProblem(404, "not_found");
        retailer.post("/v1/deliveries/" + id + "/cancel", "{}").expect(200);
    }

    @Test
    void aForgedQuoteIsRefused() {
        String token = retailer.post("/v1/quotes", Orders.errand())
                .expect(200)
                .json()
                .at("/quotes")
                .valueStream()
                .map(quote -> quote.at("/token").asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
        String forged = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA");

        retailer.post("/v1/deliveries", overriding("\"quoteToken\":\"" + forged + "\""))
                .expectProblem(422, "quote_invalid");
    }

    @Test
    void withoutAGoodKeyThereIsNoWayIn() {
        Api nobody = platform.anonymous();
        nobody.sendRaw("GET", "/v1/deliveries", null, Map.of()).expectProblem(401, "unauthenticated");
        nobody.sendRaw("GET", "/v1/deliveries", null, Map.of("Authorization", "Bearer ork_retailer_x_y"))
                .expectProblem(401, "unauthenticated");
        nobody.sendRaw("GET", "/v1/deliveries", null, Map.of("X-Orkestro-Token", "forged"))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void aKeyBelongsToOneRequest() {
        String key = UUID.randomUUID().toString();
        String externalId = "key-" + key;
        Answer first =
                retailer.post("/v1/deliveries", Orders.order(externalId), key).expect(201);

        Answer again =
                retailer.post("/v1/deliveries", Orders.order(externalId), key).expect(201);
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        retailer.post("/v1/deliveries", Orders.order(externalId + "-other"), key)
                .expectProblem(422, "idempotency_key_reused");
        retailer.post("/v1/deliveries", Orders.order(externalId, "\"tip\":{\"amount\":1,\"currency\":\"GBP\"},"))
                .expectProblem(409, "duplicate_delivery");
    }

    @Test
    void twoHundredAtOnceWithOneKeyMakeOneDelivery() throws Exception {
        long before = platform.countDeliveries();
        String key = UUID.randomUUID().toString();
        String body = Orders.errand();
        Callable<Answer> create = () -> retailer.post("/v1/deliveries", body, key);

        List<Answer> answers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> futures = IntStream.range(0, 200)
                    .mapToObj(_ -> threads.submit(create))
                    .toList();
            answers = new java.util.ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
        }

        Set<Integer> statuses = answers.stream().map(Answer::status).collect(Collectors.toSet());
        assertThat(statuses).as("created, or come again later; never an error").isSubsetOf(201, 409, 429, 503);
        Set<String> ids = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.at("/id"))
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(platform.countDeliveries()).isEqualTo(before + 1);
    }

    private Answer raw(String body, Map<String, String> headers) {
        return retailer.sendRaw("POST", "/v1/deliveries", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** An order whose later fields win over its own: strict readers refuse doubled names, so the own ones go. */
    private static String overriding(String fields) {
        return Overriding.of(Orders.order("bad-" + UUID.randomUUID()), "{" + fields + "}");
    }
}
