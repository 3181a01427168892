package io.orkestro.platform.handover;

import static io.orkestro.platform.routing.Side.MONOLITH;
import static io.orkestro.platform.routing.Side.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orkestro.platform.handover.Handing.ClaimRequest;
import io.orkestro.platform.handover.Handing.ClaimResponse;
import io.orkestro.platform.handover.Handing.StandingsRequest;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.web.internal.PeerApplication;
import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;

/** The monolith's part goes, and comes back; with a wire that tells who waits for whom. */
@SuppressWarnings("NullAway.Init")
class RetirementIT {

    private static final PeerApplication SERVICES_CALL = new PeerApplication(TwoSides.name(SERVICE));

    /** Much less than a claim waits. */
    private static final Duration AT_ONCE = Duration.ofMillis(700);

    private static TwoSides sides;
    private static long version;

    @BeforeAll
    static void open() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        sides = new TwoSides();
    }

    @AfterAll
    static void close() {
        sides.close();
    }

    @AfterEach
    void everythingIsLiveAgain() {
        sides.wireTo(MONOLITH).heal();
        publish(Placement.at(Stage.LIVE, Instant.now()));
        awaitQueues(true);
    }

    @Test
    void aPartGoesOffWhileItRunsAndStaysOffWhenItStartsAgain() {
        await().until(() -> ticks() > 0);

        retire();

        assertThat(exists("routing.routing")).as("the table is still heard").isTrue();
        assertNoTicks();
        sides.stop(MONOLITH);
        sides.at(SERVICE).create("toy_meanwhile", ToyShop.afterAFlip(), "born");
        assertThat(exists("replica.dispatch")).isFalse();

        sides.start(MONOLITH);
        assertNoTicks();
        awaitQueues(false);
        assertThat(sides.toy(MONOLITH, "toy_meanwhile")).isEmpty();
    }

    @Test
    void aSideSaysHowFarItHearsTheOtherAsLongAsThatSpeaks() {
        await().untilAsserted(() -> {
            for (Side side : Side.values()) {
                assertThat(Objects.requireNonNull(heard(side).get("DISPATCH")).upTo())
                        .isAfter(Instant.now().minusSeconds(2));
                assertThat(lag(side)).isBetween(0.0, 2.0);
            }
        });

        retire();

        assertThat(heard(SERVICE)).doesNotContainKey("DISPATCH");
        assertThat(lag(SERVICE)).isNaN();
    }

    @Test
    void theServiceAsksNobodyAndWaitsForNobody() {
        String id = takenByTheService("toy_unasked");
        retire();
        sides.wireTo(MONOLITH).blackHole();

        Instant begun = Instant.now();
        assertThat(sides.at(SERVICE).mark(id, "red").marks()).endsWith("red");
        assertThat(sides.at(SERVICE)
                        .create("toy_unaskedbirth", ToyShop.afterAFlip(), "born")
                        .epoch())
                .as("not born alone: there is nobody else")
                .isEqualTo(2);
        sides.bean(SERVICE, Handover.class).refresh(sides.bean(SERVICE, Toys.class), id);
        assertThatThrownBy(() -> sides.at(SERVICE).mark("toy_nowhere", "blue")).isInstanceOf(Refusal.class);

        assertThat(Duration.between(begun, Instant.now())).isLessThan(AT_ONCE);
        assertThat(sides.bean(SERVICE, Handover.class).isShared(Capability.DISPATCH))
                .isFalse();
        sides.at(SERVICE).post(id, "key-unasked", "blue");
        assertThat(sides.jdbc(SERVICE)
                        .sql("select count(*) from outbox where type = 'request.answered.v1'")
                        .query(Long.class)
                        .single())
                .as("notes for the other side alone")
                .isZero();
    }

    @Test
    void controlWhileItIsLiveTheServiceAsksAndWaits() {
        publish(Placement.at(Stage.LIVE, Instant.now()));
        sides.wireTo(MONOLITH).blackHole();

        Instant begun = Instant.now();
        sides.at(SERVICE).create("toy_asked", ToyShop.afterAFlip(), "born");

        assertThat(Duration.between(begun, Instant.now())).isGreaterThan(AT_ONCE);
    }

    @Test
    void whatTheMonolithLeftBehindIsTakenByWhoNeedsIt() {
        String left = born(MONOLITH, "toy_left");
        await().until(() -> sides.toy(SERVICE, left).isPresent());
        sides.jdbc(SERVICE)
                .sql("insert into fence (kind, id, epoch) values ('toy', 'toy_fenced', 3)")
                .update();
        retire();
        sides.wireTo(MONOLITH).blackHole();

        assertThat(sides.at(SERVICE).mark(left, "blue").epoch()).isEqualTo(2);
        assertThat(sides.at(SERVICE)
                        .create("toy_fenced", ToyShop.settled(), "born")
                        .epoch())
                .isEqualTo(4);
        String asked = born(SERVICE, "toy_askedabout");
        sides.jdbc(SERVICE)
                .sql("update toy set epoch = 3 where id = ?")
                .param(asked)
                .update();
        sides.at(SERVICE).ask(SERVICE, asked, "by message");
        await().untilAsserted(() ->
                assertThat(sides.toy(SERVICE, asked).orElseThrow().marks()).endsWith("by message"));
        assertThat(sides.toy(SERVICE, asked).orElseThrow().epoch()).isEqualTo(4);
    }

    @Test
    void aRetiredPartAnswersAsOneThatOwnsNothing() {
        String id = born(MONOLITH, "toy_answered");
        retire();
        HandoverController door = sides.bean(MONOLITH, HandoverController.class);

        ClaimResponse answer = door.claim(SERVICES_CALL, "toy", id, new ClaimRequest(1, false));

        assertThat(answer.vacant()).isTrue();
        assertThat(answer.epoch()).isZero();
        assertThat(sides.toy(MONOLITH, id).orElseThrow().epoch())
                .as("nothing was given up")
                .isEqualTo(1);
        assertThat(door.snapshot(SERVICES_CALL, "toy", id).snapshot()).isNull();
        assertThatThrownBy(() -> door.standings(SERVICES_CALL, "toy", new StandingsRequest(null, 10, null)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("retired"));
    }

    @Test
    void whatHadReachedItIsHeardOutBeforeItsQueuesGo() {
        String id = takenByTheService("toy_late");
        for (int i = 0; i < 60; i++) {
            sides.at(SERVICE).ask(MONOLITH, id, "late" + i);
        }
        await().until(() -> sides.jdbc(SERVICE)
                        .sql("select count(*) from outbox where type = ?")
                        .param(ToyShop.MARK_ASKED)
                        .query(Long.class)
                        .single()
                == 0);

        retire();

        await().untilAsserted(() -> assertThat(
                        sides.toy(SERVICE, id).orElseThrow().marks())
                .containsAll(IntStream.range(0, 60).mapToObj(i -> "late" + i).toList()));
    }

    @Test
    void onTheWayBackItListensThenIsToldEverythingAndOnlyThenTakesPart() {
        String before = takenByTheService("toy_before");
        retire();
        List<String> meanwhile =
                IntStream.range(0, 30).mapToObj(i -> "toy_retired" + i).toList();
        meanwhile.forEach(id -> sides.at(SERVICE).create(id, ToyShop.settled(), "born"));
        sides.at(SERVICE).post(before, "key-" + before, "changed");
        long returning = version + 1;

        publish(Placement.at(Stage.COMPLETE, Instant.now()).returningSince(returning));

        awaitQueues(true);
        await().untilAsserted(() -> {
            assertThat(status(SERVICE).backfilledFor()).isEqualTo(returning);
            assertThat(status(SERVICE).backfilled()).isTrue();
            assertThat(status(MONOLITH).watermark()).isAfter(status(SERVICE).backfilledAt());
        });
        meanwhile.forEach(id -> assertThat(sides.toy(MONOLITH, id)).as(id).isPresent());
        assertThat(sides.toy(MONOLITH, before).orElseThrow().marks()).endsWith("changed");
        assertThat(sides.jdbc(MONOLITH)
                        .sql("select count(*) from answered_request where subject = ?")
                        .param(before)
                        .query(Long.class)
                        .single())
                .as("what was answered meanwhile")
                .isEqualTo(1);
        assertNoTicks();
        Instant told = status(SERVICE).backfilledAt();
        // The heartbeat goes on saying so, and that is the same return.
        await().during(Duration.ofMillis(600))
                .until(() -> Objects.equals(told, status(SERVICE).backfilledAt()));

        publish(Placement.at(Stage.LIVE, Instant.now()));
        long rested = ticks();
        await().until(() -> ticks() > rested);
        assertThat(sides.at(MONOLITH).mark(before, "back").epoch()).isEqualTo(3);
    }

    @Test
    void whoReturnsWhileItIsDeadBeginsWhenItIsThere() {
        retire();
        sides.stop(MONOLITH);
        sides.at(SERVICE).create("toy_dead", ToyShop.settled(), "born");
        long returning = version + 1;
        publish(Placement.at(Stage.COMPLETE, Instant.now()).returningSince(returning), SERVICE);
        await().during(Duration.ofMillis(600)).until(() -> status(SERVICE).backfilledFor() < returning);

        sides.start(MONOLITH);

        await().until(() -> sides.toy(MONOLITH, "toy_dead").isPresent());
    }

    @Test
    void whatTheOtherSideStillOwnsCanBeTaken() {
        List<String> ids = IntStream.range(0, 120).mapToObj(i -> "toy_take" + i).toList();
        ids.forEach(id -> sides.at(MONOLITH).create(id, ToyShop.settled(), "born"));
        await().until(() -> sides.toy(SERVICE, "toy_take119").isPresent());

        sides.bean(SERVICE, HandoverController.class).take(new PeerApplication(PeerApplication.CONSOLE), "toy");

        await().untilAsserted(() -> assertThat(status(MONOLITH).owned()).isZero());
        assertThat(sides.toy(SERVICE, "toy_take7").orElseThrow().epoch()).isEqualTo(2);
    }

    private static void retire() {
        publish(Placement.at(Stage.COMPLETE, Instant.now()));
        awaitQueues(false);
    }

    private static void publish(Placement dispatch) {
        publish(dispatch, MONOLITH, SERVICE);
    }

    /** As the console does, to all that are there. */
    private static void publish(Placement dispatch, Side... hearers) {
        Map<Capability, Placement> placements =
                new EnumMap<>(RoutingTable.everythingAtMonolith().placements());
        placements.put(Capability.DISPATCH, dispatch);
        RoutingTable table = new RoutingTable(++version, placements);
        sides.bean(SERVICE, TransactionTemplate.class)
                .executeWithoutResult(_ -> sides.bean(SERVICE, Outbox.class)
                        .append(Message.event(
                                "routing",
                                "routing.changed.v1",
                                "routing",
                                table.version(),
                                0,
                                Decision.allMonolith(),
                                RoutingDocument.of(table))));
        for (Side side : hearers) {
            await().until(() -> sides.bean(side, PublishedRouting.class).table().version() == table.version());
        }
    }

    private static void awaitQueues(boolean there) {
        for (String queue :
                List.of("desk.dispatch", "replica.dispatch", "desk.dispatch.dead", "replica.dispatch.dead")) {
            await(queue).until(() -> exists(queue) == there);
        }
    }

    private static boolean exists(String queue) {
        String prefix = sides.bean(SERVICE, Environment.class).getRequiredProperty("orkestro.messaging.prefix");
        return sides.bean(SERVICE, AmqpAdmin.class).getQueueInfo(prefix + TwoSides.name(MONOLITH) + "." + queue)
                != null;
    }

    private static void assertNoTicks() {
        // One may have been claimed before.
        AtomicLong before = new AtomicLong(-1);
        await().during(Duration.ofMillis(400)).until(() -> before.getAndSet(ticks()) == ticks());
    }

    private static long ticks() {
        return sides.bean(MONOLITH, ToyShop.Ticks.class).count().get();
    }

    private static Map<String, HandoverController.Heard> heard(Side side) {
        return sides.bean(side, HandoverController.class).heard(new PeerApplication(PeerApplication.CONSOLE));
    }

    private static double lag(Side side) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        sides.bean(side, Hearing.class).bindTo(registry);
        return registry.get("orkestro.replicas.lag")
                .tag("capability", "dispatch")
                .gauge()
                .value();
    }

    private static HandoverController.Status status(Side side) {
        return Objects.requireNonNull(sides.bean(side, HandoverController.class)
                .status(new PeerApplication(PeerApplication.CONSOLE))
                .get("toy"));
    }

    private static String takenByTheService(String id) {
        born(MONOLITH, id);
        sides.at(SERVICE).mark(id, "taken");
        return id;
    }

    private static String born(Side side, String id) {
        sides.at(side).create(id, ToyShop.settled(), "born");
        return id;
    }
}
