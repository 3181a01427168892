package io.orkestro.platform.handover;

import static io.orkestro.platform.routing.Side.MONOLITH;
import static io.orkestro.platform.routing.Side.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/** Two applications on real servers, and what happens between them. */
@SuppressWarnings("NullAway.Init")
class HandoverIT {

    private static TwoSides sides;

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
    void healed() {
        sides.wireTo(MONOLITH).heal();
        sides.wireTo(SERVICE).heal();
    }

    @Test
    void aWriteClaimsWhatTheOtherSideOwnsAndTheSequenceGoesOn() {
        String id = born(MONOLITH);

        Toys.Toy marked = sides.at(SERVICE).mark(id, "blue");

        assertThat(marked.epoch()).isEqualTo(2);
        assertThat(marked.sequence()).isEqualTo(2);
        assertThat(marked.marks()).containsExactly("born", "blue");
        awaitReplica(MONOLITH, id, 2, 2);
        assertThat(sides.at(MONOLITH).mark(id, "red").epoch()).isEqualTo(3);
        awaitReplica(SERVICE, id, 3, 3);
    }

    @Test
    void aWriteToWhatHasNotArrivedHereYetFindsItThere() {
        sides.at(MONOLITH).create("toy_unheard", ToyShop.settled(), "born");

        assertThat(sides.at(SERVICE).mark("toy_unheard", "blue").marks()).containsExactly("born", "blue");
    }

    @Test
    void whatNobodyHasIsNotFoundAndNotFenced() {
        assertThatThrownBy(() -> sides.at(SERVICE).mark("toy_nowhere", "blue")).isInstanceOf(NotFound.class);

        assertThat(fences(MONOLITH, "toy_nowhere")).isZero();
        assertThat(sides.at(MONOLITH)
                        .create("toy_nowhere", ToyShop.afterAFlip(), "born")
                        .epoch())
                .isEqualTo(1);
    }

    @Test
    void aLostAnswerLosesNothingBecauseItComesAsAMessageToo() {
        String id = born(MONOLITH);
        awaitReplica(SERVICE, id, 1, 1);
        sides.wireTo(MONOLITH).delay(Duration.ofMillis(600));

        assertThatThrownBy(() -> sides.at(SERVICE).mark(id, "blue")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.code()).isEqualTo("owner_unreachable");
            assertThat(refusal.retryAfter()).isNotNull();
        });

        await().untilAsserted(() -> assertThat(toy(SERVICE, id).epoch()).isEqualTo(2));
        assertThat(toy(MONOLITH, id).epoch()).isEqualTo(2);
        assertThat(sides.at(SERVICE).mark(id, "green").marks()).containsExactly("born", "green");
    }

    @Test
    void ownersPassItToAndFroWhileBothAreWritingAndNoChangeIsLost() throws Exception {
        String id = born(MONOLITH);
        awaitReplica(SERVICE, id, 1, 1);
        int each = 40;
        List<String> accepted = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                Side side = writer % 2 == 0 ? MONOLITH : SERVICE;
                String name = "w" + writer + "-";
                writers.add(threads.submit(() -> marks(side, id, name, each)));
            }
            for (Future<List<String>> writer : writers) {
                accepted.addAll(writer.get());
            }
        }

        assertThat(accepted).hasSizeGreaterThan(each);
        await().untilAsserted(() -> {
            Toys.Toy monoliths = toy(MONOLITH, id);
            Toys.Toy services = toy(SERVICE, id);
            assertThat(monoliths.epoch()).isEqualTo(services.epoch());
            assertThat(monoliths.sequence()).isEqualTo(services.sequence());
            assertThat(monoliths.marks()).isEqualTo(services.marks());
        });
        Toys.Toy end = toy(MONOLITH, id);
        assertThat(end.epoch()).as("it changed hands").isGreaterThan(3);
        assertThat(end.marks()).hasSize(accepted.size() + 1).containsAll(accepted);
        assertThat(end.sequence()).isEqualTo(accepted.size() + 1);
    }

    @Test
    void theSameCreateOnBothSidesGivesBirthOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            String id = "toy_twice" + i;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Toys.Toy>> creates = new ArrayList<>();
                for (Side side : Side.values()) {
                    creates.add(threads.submit(
                            () -> retried(() -> sides.at(side).create(id, ToyShop.afterAFlip(), "by " + side))));
                }
                List<List<String>> answers = new ArrayList<>();
                for (Future<Toys.Toy> create : creates) {
                    answers.add(create.get().marks());
                }
                assertThat(answers.getFirst()).as(id).isEqualTo(answers.getLast());
            }
        }
    }

    @Test
    void aFenceKeepsTheOtherSideFromGivingBirth() {
        String id = "toy_fenced";
        Moving service = sides.bean(SERVICE, Moving.class);
        service.claim(
                service.peerOf(sides.bean(SERVICE, Toys.class)).orElseThrow(),
                sides.bean(SERVICE, Toys.class),
                id,
                true);

        assertThat(fences(MONOLITH, id)).isEqualTo(2);
        assertThatThrownBy(() -> sides.bean(MONOLITH, TransactionTemplate.class)
                        .execute(_ ->
                                sides.bean(MONOLITH, Handover.class).birthEpoch(sides.bean(MONOLITH, Toys.class), id)))
                .isInstanceOf(NotOwned.class);

        Toys.Toy born = sides.at(MONOLITH).create(id, ToyShop.settled(), "born");
        assertThat(born.epoch()).as("claimed back first").isEqualTo(3);
        assertThat(fences(MONOLITH, id)).isZero();
    }

    @Test
    void whileTheOtherSideIsUnreachableCreatesGoOnTwoEpochsHigher() {
        sides.wireTo(MONOLITH).blackHole();

        Toys.Toy careful = sides.at(SERVICE).create("toy_alone", ToyShop.afterAFlip(), "born");
        Toys.Toy settled = sides.at(SERVICE).create("toy_settled", ToyShop.settled(), "born");

        assertThat(careful.epoch()).isEqualTo(4);
        assertThat(settled.epoch()).as("no call was made").isEqualTo(2);
    }

    /** With as many changes each, so that epochs and sequences alone would not tell. */
    @Test
    void twoBirthsOfOneIdAreListedOnBothSides() {
        awaitBackfilled(MONOLITH);
        awaitBackfilled(SERVICE);
        String id = "toy_double";
        Toys there = sides.bean(SERVICE, Toys.class);
        sides.bean(SERVICE, TransactionTemplate.class).executeWithoutResult(_ -> {
            long epoch =
                    sides.bean(SERVICE, Ledger.class).birth(there, id, true).orElseThrow();
            there.write(new Toys.Toy(id, epoch, 1, List.of("born there"), JsonNodeFactory.instance.objectNode()));
        });
        sides.at(MONOLITH).create(id, ToyShop.settled(), "born here");

        await().untilAsserted(() -> assertThat(findings(SERVICE, id)).containsExactly("born_twice"));
        assertThat(toy(SERVICE, id).marks()).as("the higher epoch stays").containsExactly("born there");
        assertThat(sides.jdbc(SERVICE)
                        .sql("select detail #>> '{theirSnapshot,marks,0}' from finding where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("born here");

        sides.bean(SERVICE, TransactionTemplate.class).executeWithoutResult(_ -> there.publish(id));
        awaitReplica(MONOLITH, id, 4, 1);
        assertThat(findings(MONOLITH, id)).containsExactly("gave_way");
    }

    @Test
    void aCreateAsksNobodyOnceTheWatermarkIsAMinutePastItsDecision() {
        awaitWatermark(SERVICE);
        sides.wireTo(MONOLITH).blackHole();

        assertThat(sides.at(SERVICE)
                        .create("toy_minute", ToyShop.decidedFor(Duration.ofMinutes(2)), "born")
                        .epoch())
                .isEqualTo(2);
        assertThat(sides.at(SERVICE)
                        .create("toy_less", ToyShop.decidedFor(Duration.ofSeconds(50)), "born")
                        .epoch())
                .as("control: had to ask, and nobody answered")
                .isEqualTo(4);
    }

    @Test
    void aReadByANonOwnerIsFreshAndClaimsNothing() {
        String id = born(MONOLITH);
        sides.at(MONOLITH).mark(id, "blue");

        sides.bean(SERVICE, Handover.class).refresh(sides.bean(SERVICE, Toys.class), id);

        assertThat(toy(SERVICE, id).marks()).containsExactly("born", "blue");
        assertThat(toy(MONOLITH, id).epoch()).isEqualTo(1);
    }

    @Test
    void theWatermarkFollows() {
        Instant before = Instant.now();
        await().untilAsserted(() -> assertThat(watermark(SERVICE)).isAfter(before));
        await().untilAsserted(() -> assertThat(watermark(MONOLITH)).isAfter(before));
        // Heartbeats leave no trace but the mark.
        assertThat(sides.jdbc(SERVICE)
                        .sql(
                                "select count(*) from inbox where consumer = 'replica' and received_at < now() - interval '1 hour'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aRetriedPostAfterAFlipGetsTheFirstAnswer() {
        String id = born(MONOLITH);
        ResponseEntity<?> first = sides.at(MONOLITH).post(id, "key-" + id, "blue");

        ResponseEntity<?> again = sides.at(SERVICE).post(id, "key-" + id, "blue");

        assertThat(first.getHeaders().containsHeader("Idempotent-Replayed")).isFalse();
        assertThat(again.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        await().untilAsserted(() -> assertThat(toy(SERVICE, id).marks()).containsExactly("born", "blue"));
    }

    @Test
    void theAnswerToAPostArrivesWithoutAClaim() {
        String id = born(MONOLITH);
        sides.at(MONOLITH).post(id, "event-" + id, "blue");
        await().until(() -> sides.jdbc(SERVICE)
                        .sql("select count(*) from answered_request where subject = ?")
                        .param(id)
                        .query(Long.class)
                        .single()
                == 1);
        sides.wireTo(MONOLITH).blackHole();

        assertThat(sides.at(SERVICE)
                        .post(id, "event-" + id, "blue")
                        .getHeaders()
                        .getFirst("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(toy(MONOLITH, id).epoch()).isEqualTo(1);
    }

    @Test
    void fieldsThatThisSideDoesNotKnowSurviveTheRoundTrip() {
        String id = born(MONOLITH);
        sides.jdbc(MONOLITH)
                .sql("update toy set unknown = '{\"colour\": {\"hue\": 7}}' where id = ?")
                .param(id)
                .update();

        sides.at(SERVICE).mark(id, "blue");
        Toys.Toy back = sides.at(MONOLITH).mark(id, "red");

        assertThat(back.snapshot().at("/colour/hue").asInt()).isEqualTo(7);
    }

    @Test
    void anAddressedMessageReachesWhoeverOwnsOnce() {
        String id = born(MONOLITH);
        awaitReplica(SERVICE, id, 1, 1);

        sides.at(SERVICE).ask(SERVICE, id, "forwarded");

        await().untilAsserted(() -> assertThat(toy(MONOLITH, id).marks()).containsExactly("born", "forwarded"));
        awaitReplica(SERVICE, id, 1, 2);
        assertThat(toy(MONOLITH, id).marks()).containsExactly("born", "forwarded");
    }

    @Test
    void aMessageWaitsWhileNobodyOwnsAndBlocksNobody() {
        String id = born(MONOLITH);
        String other = born(MONOLITH);
        awaitReplica(SERVICE, id, 1, 1);
        // Given up, and the other side has not heard of it.
        sides.jdbc(MONOLITH)
                .sql("update toy set epoch = 2 where id = ?")
                .param(id)
                .update();

        sides.at(SERVICE).ask(MONOLITH, id, "late");
        sides.at(SERVICE).ask(MONOLITH, other, "prompt");

        await().untilAsserted(() -> assertThat(toy(MONOLITH, other).marks()).containsExactly("born", "prompt"));
        await().until(() -> sides.jdbc(MONOLITH)
                                .sql("select count(*) from waiting_message")
                                .query(Long.class)
                                .single()
                        + sides.jdbc(SERVICE)
                                .sql("select count(*) from waiting_message")
                                .query(Long.class)
                                .single()
                > 0);
        sides.jdbc(SERVICE)
                .sql("update toy set epoch = 2 where id = ?")
                .param(id)
                .update();

        await().untilAsserted(() -> assertThat(toy(SERVICE, id).marks()).containsExactly("born", "late"));
        awaitReplica(MONOLITH, id, 2, 2);
        assertThat(toy(SERVICE, id).marks()).containsExactly("born", "late");
    }

    @Test
    void theSweepFindsAPlantedDoubleOwnerAndTheHigherEpochStays() throws Exception {
        awaitBackfilled(MONOLITH);
        awaitBackfilled(SERVICE);
        String twice = born(MONOLITH);
        awaitReplica(SERVICE, twice, 1, 1);
        sides.jdbc(SERVICE)
                .sql("update toy set epoch = 4 where id = ?")
                .param(twice)
                .update();
        String nobody = born(MONOLITH);
        awaitReplica(SERVICE, nobody, 1, 1);
        sides.jdbc(MONOLITH)
                .sql("update toy set epoch = 2 where id = ?")
                .param(nobody)
                .update();
        String missing = plant(MONOLITH, "toy_missing", 1);

        int found = sides.bean(MONOLITH, Sweep.class).run(sides.bean(MONOLITH, Toys.class));

        assertThat(found).isGreaterThanOrEqualTo(3);
        assertThat(findings(MONOLITH, twice)).contains("owned_twice", "gave_way");
        assertThat(findings(MONOLITH, nobody)).containsExactly("owned_by_nobody");
        awaitReplica(MONOLITH, twice, 4, 1);
        awaitReplica(SERVICE, nobody, 2, 1);
        awaitReplica(SERVICE, missing, 1, 1);
        await().untilAsserted(() -> assertThat(sides.bean(MONOLITH, Sweep.class).run(sides.bean(MONOLITH, Toys.class)))
                .isZero());
    }

    @Test
    void whatIsSeizedIsOursAndTheFormerOwnerGivesWay() {
        String id = born(MONOLITH);
        awaitReplica(SERVICE, id, 1, 1);
        // It dies with a change that never left.
        plantChange(MONOLITH, id);

        assertThat(seize(SERVICE, id)).isTrue();

        assertThat(sides.at(SERVICE).mark(id, "ours").epoch()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(toy(MONOLITH, id).marks()).containsExactly("born", "ours"));
        assertThat(findings(MONOLITH, id)).as("listed, not merged").containsExactly("gave_way");
        assertThat(seize(SERVICE, id)).as("once is enough").isFalse();
    }

    @Test
    void backfillTellsEveryRowAndGoesOnAfterAStop() {
        for (int i = 0; i < 150; i++) {
            plant(MONOLITH, "toy_fill%03d".formatted(i), 1);
        }
        awaitWatermark(MONOLITH);
        sides.bean(MONOLITH, Backfill.class).restart(sides.bean(MONOLITH, Toys.class));
        await().until(() -> told() > 20);

        sides.stop(MONOLITH);
        sides.start(MONOLITH);

        await().until(() -> sides.bean(MONOLITH, Backfill.class)
                .progress(sides.bean(MONOLITH, Toys.class))
                .finishedAt()
                .isPresent());
        long owned = sides.bean(MONOLITH, Toys.class).countOwnedBy(MONOLITH);
        assertThat(told()).as("each once, the stop in between notwithstanding").isLessThanOrEqualTo(owned);
        await().untilAsserted(() -> assertThat(count(SERVICE, "toy_fill")).isEqualTo(150));
    }

    /** As stores are for dispatch: they never move, so nobody claims them and no replica is missed. */
    @Test
    void whatTheOtherSideKeepsCopiesOfIsToldWithTheBackfill() {
        Backfill backfill = sides.bean(MONOLITH, Backfill.class);
        Toys toys = sides.bean(MONOLITH, Toys.class);
        await().until(() -> backfill.progress(toys).finishedAt().isPresent());
        for (int i = 0; i < 60; i++) {
            sides.jdbc(MONOLITH)
                    .sql("insert into catalogue (id, title) values (?, 'before the other side was')")
                    .param("cat_%02d".formatted(i))
                    .update();
        }

        backfill.restart(toys);

        assertThat(backfill.progress(toys).finishedAt()).isEmpty();
        await().until(() -> backfill.progress(toys).finishedAt().isPresent());
        await().untilAsserted(() -> assertThat(sides.jdbc(SERVICE)
                        .sql("select count(*) from catalogue where title = 'before the other side was'")
                        .query(Long.class)
                        .single())
                .isEqualTo(60));
    }

    private static long told() {
        return sides.bean(MONOLITH, Backfill.class)
                .progress(sides.bean(MONOLITH, Toys.class))
                .told();
    }

    private static String born(Side side) {
        String id = "toy_" + UUID.randomUUID().toString().replace("-", "");
        sides.at(side).create(id, ToyShop.settled(), "born");
        return id;
    }

    /** A row that was never told of. */
    private static String plant(Side side, String id, long epoch) {
        sides.bean(side, Toys.class)
                .write(new Toys.Toy(id, epoch, 1, List.of("planted"), JsonNodeFactory.instance.objectNode()));
        return id;
    }

    private static void plantChange(Side side, String id) {
        sides.bean(side, Toys.class).write(Toys.marked(toy(side, id), "unheard"));
    }

    private static List<String> marks(Side side, String id, String name, int count) {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String mark = name + i;
            try {
                sides.at(side).mark(id, mark);
                accepted.add(mark);
            } catch (Refusal refused) {
                assertThat(refused.status()).isEqualTo(503);
            }
        }
        return accepted;
    }

    /** As clients do with a 503. */
    private static Toys.Toy retried(java.util.function.Supplier<Toys.Toy> request) {
        for (int tries = 0; ; tries++) {
            try {
                return request.get();
            } catch (Refusal refusal) {
                if (refusal.status() != 503 || tries == 20) {
                    throw refusal;
                }
            }
        }
    }

    private static boolean seize(Side side, String id) {
        return Boolean.TRUE.equals(sides.bean(side, TransactionTemplate.class)
                .execute(_ -> sides.bean(side, Ledger.class).seize(sides.bean(side, Toys.class), id)));
    }

    private static Toys.Toy toy(Side side, String id) {
        return sides.toy(side, id).orElseThrow();
    }

    private static void awaitReplica(Side side, String id, long epoch, long sequence) {
        await().untilAsserted(() -> {
            Toys.Toy toy = sides.toy(side, id).orElse(null);
            assertThat(toy).isNotNull();
            assertThat(Objects.requireNonNull(toy).epoch()).isEqualTo(epoch);
            assertThat(toy.sequence()).isEqualTo(sequence);
        });
    }

    /** Afterwards nothing mends by itself what a test plants. */
    private static void awaitBackfilled(Side side) {
        await().until(() -> sides.jdbc(side)
                        .sql("select count(*) from backfill where kind = 'toy' and finished_at is not null")
                        .query(Long.class)
                        .single()
                == 1);
    }

    private static void awaitWatermark(Side side) {
        Instant now = Instant.now();
        await().untilAsserted(() -> assertThat(watermark(side)).isAfter(now));
    }

    private static Instant watermark(Side side) {
        return sides.bean(side, Watermarks.class).of("dispatch").orElse(Instant.EPOCH);
    }

    private static long fences(Side side, String id) {
        return sides.bean(side, Fences.class).epochOf("toy", id);
    }

    private static List<String> findings(Side side, String id) {
        return sides.jdbc(side)
                .sql("select what from finding where id = ?")
                .param(id)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static long count(Side side, String prefix) {
        JdbcClient jdbc = sides.jdbc(side);
        return jdbc.sql("select count(*) from toy where starts_with(id, ?)")
                .param(prefix)
                .query(Long.class)
                .single();
    }
}
