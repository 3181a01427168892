package io.orkestro.platform.handover;

import static io.orkestro.platform.routing.Side.MONOLITH;
import static io.orkestro.platform.routing.Side.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.problem.Refusal;
import io.orkestro.platform.web.rehearsal.Rehearsals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A side rehearses with what it has, and the other side does not find out. */
@SuppressWarnings("NullAway.Init")
class RehearsedIT {

    private static TwoSides sides;

    @BeforeAll
    static void open() {
        sides = new TwoSides();
    }

    @AfterAll
    static void close() {
        sides.close();
    }

    @AfterEach
    void healed() {
        sides.wireTo(MONOLITH).heal();
    }

    @Test
    void whatTheOtherSideOwnsIsWrittenAsIfItWereThisSidesAndNobodyIsAsked() throws Exception {
        sides.at(MONOLITH).create("toy_theirs", ToyShop.settled(), "born");
        await().until(() -> sides.toy(SERVICE, "toy_theirs").isPresent());
        sides.wireTo(MONOLITH).blackHole();

        Toys.Toy marked = rehearsals().rolledBack(() -> sides.at(SERVICE).mark("toy_theirs", "blue"));

        assertThat(marked.marks()).containsExactly("born", "blue");
        assertThat(sides.toy(SERVICE, "toy_theirs").orElseThrow().marks()).containsExactly("born");
        assertThat(sides.toy(MONOLITH, "toy_theirs").orElseThrow().epoch()).isEqualTo(1);
        assertThat(marks("outbox", "blue")).isZero();
    }

    @Test
    void whatMayBeElsewhereIsBornWithoutAskingAndWithoutAFence() throws Exception {
        sides.wireTo(MONOLITH).blackHole();

        Toys.Toy born =
                rehearsals().rolledBack(() -> sides.at(SERVICE).create("toy_unasked", ToyShop.afterAFlip(), "born"));

        assertThat(born.epoch()).isEqualTo(2);
        assertThat(sides.toy(SERVICE, "toy_unasked")).isEmpty();
        for (Side side : Side.values()) {
            assertThat(sides.jdbc(side)
                            .sql("select count(*) from fence where id = 'toy_unasked'")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
        sides.wireTo(MONOLITH).heal();
        assertThat(sides.at(MONOLITH)
                        .create("toy_unasked", ToyShop.settled(), "born")
                        .epoch())
                .as("the right to it was never taken")
                .isEqualTo(1);
    }

    @Test
    void aPostIsAnsweredAndItsAnswerIsNotToldToTheOtherSide() throws Exception {
        sides.at(SERVICE).create("toy_posted", ToyShop.settled(), "born");

        assertThat(rehearsals()
                        .rolledBack(() -> sides.at(SERVICE).post("toy_posted", "rehearsed-key", "blue"))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);

        for (Side side : Side.values()) {
            assertThat(sides.jdbc(side)
                            .sql("select count(*) from answered_request where key = 'rehearsed-key'")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
        assertThat(sides.at(SERVICE).mark("toy_posted", "red").sequence()).isEqualTo(2);
    }

    /** The classic: the rehearsal has inserted the id, and its copy arrives. */
    @Test
    void copiesThatArriveMeanwhileAreKept() throws Exception {
        int givenUp = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 100; round++) {
                String id = "toy_meanwhile_" + round;
                CountDownLatch inserted = new CountDownLatch(1);
                CountDownLatch bornThere = new CountDownLatch(1);
                Future<Toys.Toy> rehearsed = threads.submit(() -> rehearsals().rolledBack(() -> {
                    Toys.Toy toy = sides.at(SERVICE).create(id, ToyShop.afterAFlip(), "born");
                    inserted.countDown();
                    boolean _ = bornThere.await(100, TimeUnit.MILLISECONDS);
                    return toy;
                }));
                assertThat(inserted.await(10, TimeUnit.SECONDS)).isTrue();
                sides.at(MONOLITH).create(id, ToyShop.settled(), "born");
                if (round % 2 == 0) {
                    bornThere.countDown();
                }
                try {
                    assertThat(rehearsed.get(10, TimeUnit.SECONDS).epoch()).isEqualTo(2);
                } catch (ExecutionException e) {
                    // On a machine that is slow enough it holds what is real for too long, and gives way.
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    Refusal.class,
                                    refusal -> assertThat(refusal.code()).isEqualTo("rehearsal_gave_up"));
                    givenUp++;
                }
                await(id)
                        .atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> sides.toy(SERVICE, id)
                                .filter(toy -> toy.epoch() == 1)
                                .isPresent());
            }
        }
        assertThat(givenUp).isLessThan(50);
        assertThat(sides.jdbc(SERVICE)
                        .sql("select count(*) from parked_message")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static int marks(String table, String text) {
        return sides.jdbc(SERVICE)
                .sql("select count(*) from %s where body like ?".formatted(table))
                .param("%" + text + "%")
                .query(Integer.class)
                .single();
    }

    private static Rehearsals rehearsals() {
        return sides.bean(SERVICE, Rehearsals.class);
    }
}
