package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.ResourceLeakDetector;
import io.orkestro.gateway.edge.SideBackend.Mood;
import io.orkestro.gateway.edge.SideBackend.Reply;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.testing.TestServers;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The side that does not serve is asked too, and what it says differently is found; the client never learns of it. */
@SpringJUnitConfig(TestServers.class)
@ExtendWith(OutputCaptureExtension.class)
class ShadowIT {

    private static final int ALL = 10_000;
    private static final String DELIVERY = "/v1/deliveries/dlv_acme_1";

    @Autowired
    private JdbcConnectionDetails server;

    private TwoSides sides;

    @BeforeEach
    void twoSides() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        sides = new TwoSides(server, "--orkestro.edge.shadow.at-once=8", "--orkestro.edge.shadow.pauses=100ms,200ms");
    }

    @AfterEach
    void stop() {
        sides.close();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    // What is found

    @Test
    void aWrongFieldIsFoundAndKeptWithoutWhatIsPersonal() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.monolith.answer(
                "{\"status\":\"pending\",\"dropoff\":{\"name\":\"Ann Miller\",\"phone\":\"+447700900123\"}}");
        sides.service.answer(
                "{\"status\":\"expired\",\"dropoff\":{\"name\":\"Bob Baker\",\"phone\":\"+447700900999\"}}");

        RawHttp.Answer answer = sides.get(DELIVERY, "X-Request-Id: find-me");

        assertThat(answer.body()).contains("Ann Miller");
        Map<String, Object> found = difference();
        assertThat(found)
                .containsEntry("capability", "DISPATCH")
                .containsEntry("route", "GET /v1/deliveries/{id}")
                .containsEntry("request_id", "find-me")
                .containsEntry("served_by", "MONOLITH");
        assertThat(String.valueOf(found.get("fields")))
                .contains("\"/status\"", "pending", "expired", "\"/dropoff/name\"", "text(10)", "text(9)")
                .doesNotContain("Ann", "Bob", "4477");
        await().untilAsserted(() -> assertThat(sides.sum("different")).isEqualTo(1));
        assertThat(sides.sum("compared")).isEqualTo(1);
    }

    @Test
    void aWrongStatusIsFound() throws Exception {
        sides.place(Capability.NOTIFICATION, Stage.SHADOW, ALL);
        sides.monolith.answer("{\"version\":1}");
        sides.service.answer(
                _ -> new Reply(404, Map.of("Content-Type", "application/problem+json"), "{\"code\":\"not_found\"}"));

        sides.get("/v1/notification-rules");

        assertThat(String.valueOf(difference().get("fields")))
                .contains("\"status\"", "\"200\"", "\"404\"", "not_found");
    }

    @Test
    void aPriceThatIsAPennyOffIsFoundInARehearsal() throws Exception {
        sides.place(Capability.COURIER_MARKETPLACE, Stage.SHADOW, ALL);
        sides.monolith.answer(
                "{\"quotes\":[{\"courier\":{\"id\":\"crr_a\"},\"fee\":{\"amount\":599,\"currency\":\"GBP\"}}]}");
        sides.service.answer(
                "{\"quotes\":[{\"courier\":{\"id\":\"crr_a\"},\"fee\":{\"amount\":600,\"currency\":\"GBP\"}}]}");

        sides.send("POST", "/v1/quotes", "{\"pickup\":1}");

        assertThat(String.valueOf(difference().get("fields"))).contains("/quotes/0/fee/amount", "\"599\"", "\"600\"");
    }

    @Test
    void sidesThatSayTheSameDifferInNothing() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        for (int i = 0; i < 100; i++) {
            sides.get(DELIVERY);
        }
        await().untilAsserted(() -> assertThat(sides.sum("compared")).isEqualTo(100));
        assertThat(sides.sum("different")).isZero();
        assertThat(sides.database.number("select count(*) from difference")).isZero();
    }

    @Test
    void aReadThatMetAChangeIsAskedAgainBeforeItCounts() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.monolith.answer("{\"sequence\":2}");
        AtomicInteger asked = new AtomicInteger();
        sides.service.answer(_ -> Reply.json("{\"sequence\":" + (asked.incrementAndGet() == 1 ? 1 : 2) + "}"));

        sides.get(DELIVERY);

        await().untilAsserted(() -> assertThat(sides.sum("compared")).isEqualTo(1));
        assertThat(sides.sum("different")).isZero();
        assertThat(asked).hasValue(2);
        assertThat(sides.monolith.count()).as("asked again too").isGreaterThanOrEqualTo(2);
    }

    @Test
    void aWrongPriceIsFoundInAListWhoseOtherElementsChangeAllTheTime() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        AtomicInteger served = new AtomicInteger(10);
        AtomicInteger asked = new AtomicInteger(9);
        sides.monolith.answer(_ -> Reply.json(withAnOldOne(newest(served.incrementAndGet(), "abc"), 599)));
        sides.service.answer(_ -> Reply.json(withAnOldOne(newest(asked.incrementAndGet(), "abc"), 600)));

        sides.get("/v1/deliveries");

        assertThat(String.valueOf(difference().get("fields")))
                .contains("/data/3/fee/amount", "\"599\"", "\"600\"")
                .doesNotContain("status", "absent");
        await().untilAsserted(() -> assertThat(sides.sum("different")).isEqualTo(1));
    }

    @Test
    void aListThatTheOtherSideFollowsAtADistanceDoesNotDiffer() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        AtomicInteger served = new AtomicInteger(10);
        AtomicInteger asked = new AtomicInteger(9);
        sides.monolith.answer(_ -> Reply.json(newest(served.incrementAndGet(), "aaa") + "]}"));
        sides.service.answer(_ -> Reply.json(newest(asked.incrementAndGet(), "aaa") + "]}"));

        sides.get("/v1/deliveries");

        await().untilAsserted(
                        () -> assertThat(sides.sum("compared + undecided")).isEqualTo(1));
        assertThat(sides.sum("different + undecided")).isZero();
        assertThat(sides.database.number("select count(*) from difference")).isZero();
    }

    @Test
    void whatNeverStandsStillIsNeitherTheSameNorDifferent() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        AtomicInteger served = new AtomicInteger(10);
        AtomicInteger asked = new AtomicInteger(9);
        sides.monolith.answer(_ -> Reply.json("{\"sequence\":" + served.incrementAndGet() + "}"));
        sides.service.answer(_ -> Reply.json("{\"sequence\":" + asked.incrementAndGet() + "}"));

        sides.get(DELIVERY);

        await().untilAsserted(() -> assertThat(sides.sum("undecided")).isEqualTo(1));
        assertThat(sides.sum("compared + dropped + unanswered")).isZero();
        assertThat(sides.service.count()).as("looks").isEqualTo(3);
        assertNothingIsHeld();
    }

    /**
     * Three young ones, of a list that goes on.
     *
     * @param statuses of the youngest, the next, the one after it
     */
    private static String newest(int id, String statuses) {
        return "{\"data\":["
                + IntStream.range(0, 3)
                        .mapToObj(
                                i -> "{\"id\":\"dlv_acme_%d\",\"status\":\"%s\"}".formatted(id - i, statuses.charAt(i)))
                        .collect(Collectors.joining(","));
    }

    private static String withAnOldOne(String list, int fee) {
        return list + ",{\"id\":\"dlv_acme_1\",\"fee\":{\"amount\":%d}}]}".formatted(fee);
    }

    @Test
    void onlySoManyDifferencesAreKept() throws Exception {
        sides.place(Capability.NOTIFICATION, Stage.SHADOW, ALL);
        sides.service.answer("{\"id\":5}");
        for (int i = 0; i < 45; i++) {
            sides.send("POST", "/v1/opt-outs", "{\"address\":\"+447700900123\"}");
        }
        await().untilAsserted(() -> assertThat(sides.sum("different")).isEqualTo(45));
        await().untilAsserted(() -> assertThat(sides.database.number("select count(*) from difference"))
                .isBetween(20L, 40L));
    }

    // Who is asked what

    @Test
    void whatWritesIsRehearsedAndWhatReadsIsAskedAsItIs() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        String body = "{\"externalId\":\"order-1\"}";

        sides.send("POST", "/v1/deliveries?x=1", body, "Idempotency-Key: k1", "Accept-Encoding: gzip");
        sides.get(DELIVERY);

        await().until(() -> sides.service.received().size() == 2);
        TestBackend.Received create = received(sides.service, "POST");
        assertThat(create.uri()).isEqualTo("/v1/deliveries?x=1");
        assertThat(create.body()).isEqualTo(body);
        assertThat(create.headers().get("Idempotency-Key")).isEqualTo("k1");
        assertThat(create.headers().getAll("Host")).containsExactly("api.example");
        assertThat(create.headers().getAll("Content-Length")).containsExactly(Integer.toString(body.length()));
        assertThat(create.headers().contains("Authorization")).isFalse();
        DecisionToken rehearsal = tokenOf(create, "dispatch-service");
        assertThat(rehearsal.rehearsal()).isTrue();
        assertThat(rehearsal.decision().of(Capability.DISPATCH)).isEqualTo(Side.SERVICE);
        assertThat(rehearsal.decision().of(Capability.TRACKING)).isEqualTo(Side.MONOLITH);
        assertThat(rehearsal.principal()).isEqualTo("ret_acme");

        DecisionToken meant = tokenOf(received(sides.monolith, "POST"), "legacy-monolith");
        assertThat(meant.rehearsal()).isFalse();
        assertThat(meant.decision().of(Capability.DISPATCH)).isEqualTo(Side.MONOLITH);
        assertThat(received(sides.monolith, "POST").headers().get("X-Request-Id"))
                .isEqualTo(create.headers().get("X-Request-Id"));

        DecisionToken read = tokenOf(received(sides.service, "GET"), "dispatch-service");
        assertThat(read.rehearsal()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"CANARY", "LIVE"})
    void whenTheServiceServesTheMonolithIsAsked(Stage stage) throws Exception {
        sides.database.place(
                Capability.DISPATCH,
                new io.orkestro.platform.routing.Placement(
                        stage, java.util.Set.of(), java.util.Set.of(), ALL, ALL, java.time.Instant.now()));
        RawHttp.awaitTable(sides.edge.port(), sides.database.table());
        sides.monolith.answer("{\"a\":1}");

        assertThat(sides.get(DELIVERY).header("X-Served-By")).contains("dispatch-service");

        assertThat(difference()).containsEntry("served_by", "SERVICE");
        assertThat(tokenOf(received(sides.monolith, "GET"), "legacy-monolith")
                        .decision()
                        .of(Capability.DISPATCH))
                .isEqualTo(Side.MONOLITH);
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"OFF", "COMPLETE"})
    void whereThereIsOnlyOneSideNobodyElseIsAsked(Stage stage) throws Exception {
        sides.place(Capability.DISPATCH, stage, ALL);
        sides.get(DELIVERY);
        sides.place(Capability.DISPATCH, Stage.SHADOW, 0);
        sides.get(DELIVERY);
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.get(DELIVERY);

        await().untilAsserted(() -> assertThat(sides.sum("compared + different + dropped + unanswered"))
                .isEqualTo(1));
    }

    @Test
    void whatCannotBeRehearsedIsNeverSentToBothSides() throws Exception {
        for (Capability capability : Capability.values()) {
            sides.place(capability, Stage.SHADOW, ALL);
        }
        for (String write : List.of(
                "PATCH /v1/deliveries/dlv_acme_1",
                "POST /v1/deliveries/dlv_acme_1/cancel",
                "POST /v1/deliveries/dlv_acme_1/status",
                "POST /v1/deliveries/dlv_acme_1/positions",
                "POST /v1/couriers/crr_a/bookings/bkg_a_1/accept",
                "POST /v1/webhook-endpoints/whe_acme_1/rotate-secret",
                "DELETE /v1/opt-outs/x",
                "POST /v1/stores",
                "GET /v1/account",
                "GET /track/trk_acme_1")) {
            sides.send(write.split(" ")[0], write.split(" ")[1], "{}");
        }
        sides.get(DELIVERY);

        await().untilAsserted(() -> assertThat(sides.sum("compared")).isEqualTo(1));
        assertThat(sides.service.received())
                .extracting(TestBackend.Received::uri)
                .containsExactly(DELIVERY);
    }

    @Test
    void aSampleIsAboutAsLargeAsItsShare() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, 2_500);
        for (int i = 0; i < 400; i++) {
            sides.get(DELIVERY);
        }
        // Five standard deviations.
        await().untilAsserted(() -> assertThat(sides.sum("compared")).isBetween(57L, 143L));
    }

    @Test
    void theOtherSidesTrafficIsCountedApart() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.service.be(Mood.FAILING);
        sides.get(DELIVERY);

        await().untilAsserted(() -> assertThat(sides.database.rows(
                        "select side, role, requests, failed from traffic where capability = 'DISPATCH' order by role"))
                .containsExactly(
                        Map.of("side", "SERVICE", "role", "asked", "requests", 1, "failed", 1),
                        Map.of("side", "MONOLITH", "role", "served", "requests", 1, "failed", 0)));
    }

    // What is not compared, and harms nobody

    @Test
    void aSideThatCannotRehearseHasNotFailed() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.service.answer(_ ->
                new Reply(501, Map.of("Content-Type", "application/problem+json"), "{\"code\":\"not_rehearsed\"}"));

        sides.send("POST", "/v1/deliveries", "{}");

        await().untilAsserted(() -> assertThat(sides.sum("dropped")).isEqualTo(1));
        assertThat(sides.dropped("not_rehearsed")).isEqualTo(1);
        assertThat(sides.database.number("select count(*) from traffic where role = 'asked'"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 300_000, 5_000_000})
    void aBodyOverTheLimitPassesUntouchedAndIsNotCompared(int size) throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.monolith.answer(received -> Reply.json("\"" + received.body().hashCode() + "\""));
        String body = "\"" + "x".repeat(size) + "\"";

        RawHttp.Answer announced = sides.send("POST", "/v1/deliveries", body);
        RawHttp.Answer chunked = RawHttp.exchange(
                sides.edge.port(),
                (Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII),
                "POST /v1/deliveries HTTP/1.1",
                "Host: api.example",
                sides.key.header(),
                "Transfer-Encoding: chunked");

        assertThat(announced.body()).isEqualTo("\"" + body.hashCode() + "\"");
        assertThat(chunked.body()).isEqualTo("\"" + body.hashCode() + "\"");
        await().untilAsserted(() -> assertThat(sides.sum("dropped")).isEqualTo(2));
        assertThat(sides.dropped("too_large")).isEqualTo(2);
        assertThat(sides.service.received()).isEmpty();
        assertNothingIsHeld();
    }

    @Test
    void anAnswerOverTheLimitPassesUntouchedAndIsNotCompared() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        String large = "\"" + "y".repeat(1_000_000) + "\"";
        sides.monolith.answer(large);

        assertThat(sides.get(DELIVERY).body()).isEqualTo(large);

        await().untilAsserted(() -> assertThat(sides.dropped("too_large")).isEqualTo(1));
        assertNothingIsHeld();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"HUNG", "RESETTING", "GARBAGE", "FLOODING", "FAILING"})
    void whateverTheOtherSideDoesTheClientGetsItsAnswerToTheByte(Mood mood, CapturedOutput log) throws Exception {
        String json = "{\"data\":\"" + "é".repeat(10_000) + "\"}";
        sides.monolith.answer(json);
        RawHttp.Answer alone = sides.get(DELIVERY, "X-Request-Id: r");
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.service.be(mood);

        for (int i = 0; i < 30; i++) {
            RawHttp.Answer compared = sides.get(DELIVERY, "X-Request-Id: r");
            assertThat(withoutDate(compared)).isEqualTo(withoutDate(alone));
        }

        await().untilAsserted(() ->
                assertThat(sides.sum("unanswered + dropped + different")).isEqualTo(30));
        switch (mood) {
            case FAILING ->
                assertThat(sides.sum("different") + sides.sum("dropped")).isEqualTo(30);
            case FLOODING -> assertThat(sides.sum("dropped")).isEqualTo(30);
            case HUNG -> assertThat(sides.sum("unanswered")).isGreaterThanOrEqualTo(8);
            default -> {
                assertThat(sides.sum("unanswered")).isGreaterThanOrEqualTo(5);
                assertThat(sides.dropped("resting")).isEqualTo(30.0 - sides.sum("unanswered"));
            }
        }
        assertNothingIsHeld();
        assertNothingLeaks(log);
    }

    @Test
    void aSideThatGivesNoAnswersIsLeftAloneForAMomentAndAskedAgain() throws Exception {
        sides.close();
        sides = new TwoSides(server, "--orkestro.edge.shadow.rest=2s");
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.service.be(Mood.RESETTING);
        await().until(() -> {
            sides.get(DELIVERY);
            return sides.dropped("resting") > 0;
        });
        int asked = sides.service.count();
        sides.get(DELIVERY);
        assertThat(sides.service.count()).isEqualTo(asked);

        sides.service.be(Mood.WELL);
        await().untilAsserted(() -> {
            sides.get(DELIVERY);
            assertThat(sides.sum("compared")).isPositive();
        });
        assertNothingIsHeld();
    }

    @Test
    void pressureDropsWhatIsComparedAndNothingElse() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.service.be(Mood.HUNG);
        List<Future<RawHttp.Answer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                answers.add(clients.submit(
                        () -> sides.send("POST", "/v1/deliveries", "{\"a\":\"" + "x".repeat(20_000) + "\"}")));
            }
            await().until(() -> sides.inHand("orkestro.shadow.pairs") > 0);
            while (answers.stream().anyMatch(answer -> !answer.isDone())) {
                assertThat(sides.inHand("orkestro.shadow.pairs")).isLessThanOrEqualTo(8);
                assertThat(sides.inHand("orkestro.shadow.held")).isLessThanOrEqualTo(8 * 2 * 64 * 1024.0);
            }
        }
        for (Future<RawHttp.Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
        await().untilAsserted(
                        () -> assertThat(sides.sum("dropped + unanswered")).isEqualTo(200));
        assertThat(sides.dropped("crowded")).isPositive();
        assertNothingIsHeld();
    }

    @Test
    void aClientThatHangsUpIsNotCompared(CapturedOutput log) throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.monolith.be(Mood.HUNG);
        for (int i = 0; i < 5; i++) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), sides.edge.port())) {
                client.getOutputStream()
                        .write(("POST /v1/deliveries HTTP/1.1\r\nHost: api.example\r\n" + sides.key.header()
                                        + "\r\nContent-Length: 9\r\n\r\n{\"a\":123}")
                                .getBytes(StandardCharsets.US_ASCII));
                int hung = i + 1;
                await().until(() -> sides.monolith.received().size() >= hung);
            }
        }
        await().untilAsserted(() -> assertThat(sides.sum("dropped")).isEqualTo(5));
        assertThat(sides.dropped("not_served")).isEqualTo(5);
        assertNothingIsHeld();
        assertNothingLeaks(log);
    }

    @Test
    void whereTheClientsOwnSideFailsThereIsNothingToCompare() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        sides.monolith.be(Mood.RESETTING);

        assertThat(sides.send("POST", "/v1/deliveries", "{}").status()).isEqualTo(502);

        await().untilAsserted(() -> assertThat(sides.dropped("not_served")).isEqualTo(1));
        assertNothingIsHeld();
    }

    private Map<String, Object> difference() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> sides.database.number("select count(*) from difference") > 0);
        return sides.database.rows("select * from difference").getFirst();
    }

    private void assertNothingIsHeld() {
        await().untilAsserted(() -> {
            assertThat(sides.inHand("orkestro.shadow.pairs")).isZero();
            assertThat(sides.inHand("orkestro.shadow.held")).isZero();
        });
    }

    /** A leak is told of when, after the buffer's object is gone, another buffer is made. */
    private void assertNothingLeaks(CapturedOutput log) throws IOException {
        sides.monolith.be(Mood.WELL);
        for (int i = 0; i < 3; i++) {
            System.gc();
            for (int each = 0; each < 20; each++) {
                sides.get("/v1/account");
            }
        }
        assertThat(log.getAll()).doesNotContain("LEAK:");
    }

    private static List<String> withoutDate(RawHttp.Answer answer) {
        List<String> all = new ArrayList<>(answer.head());
        all.removeIf(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("date:"));
        all.add(answer.body());
        return all;
    }

    private static TestBackend.Received received(SideBackend side, String method) {
        await().until(() ->
                side.received().stream().anyMatch(each -> each.method().equals(method)));
        return side.received().stream()
                .filter(each -> each.method().equals(method) && !each.uri().equals("/v1/account"))
                .findFirst()
                .orElseThrow();
    }

    private static DecisionToken tokenOf(TestBackend.Received request, String audience) {
        TokenSecret secret = TokenSecret.ofBase64(EdgeServers.SECRET).forAudience(audience);
        return new TokenVerifier(audience, secret, Clock.systemUTC())
                .verify(request.headers().get(DecisionToken.HEADER))
                .orElseThrow();
    }
}
