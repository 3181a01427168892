package io.orkestro.tracking.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.tracking.Api;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.TrackingTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Where couriers say they are: what is taken in, what is shown, and how it is written. */
@TrackingTest
class PositionsIT {

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private MeterRegistry meters;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);
    private final Instant now = Instant.now();

    @BeforeEach
    void aCourierIsOnItsWay() {
        happenings.happen(life.created(), life.assignedTo("pedal"));
        await().until(() ->
                post(fix(51.5246, -0.0986, now.minusSeconds(600)), null).status() == 202);
    }

    @Test
    void whatCannotBeShownIsCountedAndNoError() {
        double before = counted("too_fast");

        JsonNode receipt = post(
                        """
                        {"positions": [%s, %s, %s, %s, %s, %s]}
                        """.formatted(
                                        fix(51.5250, -0.0980, now.minusSeconds(100)),
                                        fix(40.0, 9.0, now.minusSeconds(90)),
                                        fix(51.5250, -0.0980, now.plus(Duration.ofHours(1))),
                                        fix(51.5250, -0.0980, now.minus(Duration.ofHours(25))),
                                        fix(0, 0, now.minusSeconds(80)),
                                        fix(51.5246, -0.0986, now.minusSeconds(600))),
                        null)
                .json();

        assertThat(receipt.at("/accepted").asInt()).isEqualTo(1);
        assertThat(receipt.at("/ignored").asInt()).isEqualTo(5);
        assertThat(receipt.at("/keptOut").propertyNames())
                .containsExactly("from_the_future", "nowhere", "repeated", "too_fast", "too_old");
        assertThat(counted("too_fast")).isEqualTo(before + 1);
        assertThat(lastLat()).isEqualTo(51.5250);
    }

    @Test
    void aLateFixIsKeptInTheHistoryAndDoesNotMoveThePicture() {
        post(fix(51.5250, -0.0980, now.minusSeconds(100)), null);

        JsonNode late = post(fix(51.5248, -0.0983, now.minusSeconds(200)), null).json();
        JsonNode again =
                post(fix(51.5248, -0.0983, now.minusSeconds(200)), null).json();

        assertThat(late.at("/accepted").asInt()).isEqualTo(1);
        assertThat(late.at("/keptOut/late").asInt()).isEqualTo(1);
        assertThat(again.at("/keptOut/repeated").asInt()).isEqualTo(1);
        assertThat(lastLat()).isEqualTo(51.5250);
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void bothClocksAreKept() {
        Instant recorded = jdbc.sql("select recorded_at from position where delivery_id = ?")
                .param(life.id())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
        Instant received = jdbc.sql("select received_at from position where delivery_id = ?")
                .param(life.id())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();

        assertThat(recorded).isBefore(now.minusSeconds(599));
        assertThat(received).isAfter(now.minusSeconds(1));
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndAnotherBodyARefusal() {
        String body = fix(51.5250, -0.0980, now);

        Answer first = post(body, "key-" + life.id());
        Answer again = post(body, "key-" + life.id());
        Answer other = post(fix(51.5251, -0.0980, now), "key-" + life.id());

        assertThat(first.json().at("/accepted").asInt()).isEqualTo(1);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void aRefusedReportLeavesItsKeyToBeUsedAgain() {
        String stranger = "key2-" + life.id();
        String body = fix(51.5250, -0.0980, now);

        assertThat(Api.courier(port, "stranger").post(path(), body, stranger).status())
                .isEqualTo(404);
        happenings.happen(life.pendingAgain(), life.assignedTo("stranger"));
        await().untilAsserted(() -> assertThat(Api.courier(port, "stranger")
                        .post(path(), body, stranger)
                        .status())
                .isEqualTo(202));
    }

    /** Their reports wait together behind a locked row, and are then written together. */
    @Test
    void manyAreWrittenTogetherAndEachGetsItsOwnAnswer() throws Exception {
        List<Life> lives = IntStream.range(0, 30)
                .mapToObj(_ -> Happenings.aDeliveryOf(key))
                .toList();
        lives.forEach(each -> happenings.happen(each.created(), each.assignedTo("pedal")));
        Life last = lives.getLast();
        await().until(() ->
                Api.ops(port).get("/v1/deliveries/" + last.id() + "/tracking").status() == 200
                        && Api.ops(port)
                                .get("/v1/deliveries/" + last.id() + "/tracking")
                                .text("status")
                                .equals("assigned"));
        double writesBefore =
                meters.get("orkestro.positions.written.together").summary().count();
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService couriers = Executors.newVirtualThreadPerTaskExecutor()) {
            transactions.executeWithoutResult(_ -> {
                jdbc.sql("select 1 from tracked_delivery where id = ? for update")
                        .param(life.id())
                        .query(Integer.class)
                        .single();
                answers.add(couriers.submit(() -> post(fix(51.5250, -0.0980, now), null)));
                await().until(() -> meters.get("orkestro.positions.written.together")
                                .summary()
                                .count()
                        > writesBefore);
                for (int i = 0; i < lives.size(); i++) {
                    Life each = lives.get(i);
                    String idempotencyKey = i % 3 == 0 ? "many-" + each.id() : "";
                    String who = i == 7 ? "stranger" : "pedal";
                    answers.add(couriers.submit(() -> {
                        String path = "/v1/deliveries/" + each.id() + "/positions";
                        String body = fix(51.5250, -0.0980, now);
                        return idempotencyKey.isEmpty()
                                ? Api.courier(port, who).post(path, body)
                                : Api.courier(port, who).post(path, body, idempotencyKey);
                    }));
                }
                pauseUntilTheyWait();
            });
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get().status()).as("report %d", i).isEqualTo(i == 8 ? 404 : 202);
            }
        }
        assertThat(meters.get("orkestro.positions.written.together").summary().count() - writesBefore)
                .isLessThanOrEqualTo(6);
    }

    private static void pauseUntilTheyWait() {
        try {
            Thread.sleep(700);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double counted(String verdict) {
        return meters.counter("orkestro.positions", "verdict", verdict).count();
    }

    private Answer post(String body, @Nullable String idempotencyKey) {
        return idempotencyKey == null
                ? Api.courier(port, "pedal").post(path(), body)
                : Api.courier(port, "pedal").post(path(), body, idempotencyKey);
    }

    private String path() {
        return "/v1/deliveries/" + life.id() + "/positions";
    }

    private double lastLat() {
        return Api.ops(port)
                .get("/v1/deliveries/" + life.id() + "/tracking")
                .json()
                .at("/lastPosition/lat")
                .asDouble();
    }

    private int rows() {
        return jdbc.sql("select count(*) from position where delivery_id = ?")
                .param(life.id())
                .query(Integer.class)
                .single();
    }

    private static String fix(double lat, double lng, Instant recordedAt) {
        return "{\"lat\": %s, \"lng\": %s, \"recordedAt\": \"%s\"}".formatted(lat, lng, recordedAt);
    }
}
