package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DueWorkTests {

    private static final Duration NEVER = Duration.ofHours(1);

    private final Queue<Integer> due = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> done = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> rooms = new ConcurrentLinkedQueue<>();
    private @Nullable DueWork<Integer> work;

    @AfterEach
    void stopped() {
        if (work != null) {
            work.stop();
        }
    }

    @Test
    void whatIsDueAtTheStartIsDrainedBatchByBatch() {
        for (int i = 0; i < 50; i++) {
            due.add(i);
        }
        start(NEVER, 4, done::add);
        await().until(() -> done.size() == 50);
        assertThat(rooms).allMatch(room -> room >= 1 && room <= 4);
    }

    @Test
    void whatBecomesDueIsNoticedByThePoll() {
        start(Duration.ofMillis(20), 2, done::add);
        await().until(() -> !rooms.isEmpty());
        due.add(1);
        await().until(() -> done.contains(1));
    }

    @Test
    void aWakeSavesThePoll() {
        DueWork<Integer> sleeping = start(NEVER, 2, done::add);
        await().until(() -> !rooms.isEmpty());
        due.add(1);
        sleeping.wake();
        await().until(() -> done.contains(1));
    }

    @Test
    void outsideATransactionAWakeAfterCommitIsAWake() {
        DueWork<Integer> sleeping = start(NEVER, 2, done::add);
        await().until(() -> !rooms.isEmpty());
        due.add(1);
        sleeping.wakeAfterCommit();
        await().until(() -> done.contains(1));
    }

    @Test
    void noMoreIsPerformedAtOnceThanAllowed() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 30; i++) {
            due.add(i);
        }
        start(NEVER, 3, item -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            pause(Duration.ofMillis(2));
            atOnce.decrementAndGet();
            done.add(item);
        });
        await().until(() -> done.size() == 30);
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aClaimThatTakesMoreThanItMayLosesNothing() {
        for (int i = 0; i < 40; i++) {
            due.add(i);
        }
        work = new DueWork<>("greedy", Duration.ofMillis(10), 2, room -> taken(room + 7), done::add);
        work.start();
        await().until(() -> done.size() == 40);
        due.add(40);
        await().until(() -> done.contains(40));
    }

    @Test
    void oneThatFailsStopsNoOther() {
        due.addAll(List.of(1, 2, 3));
        start(NEVER, 1, item -> {
            if (item == 2) {
                throw new IllegalStateException("two is bad");
            }
            done.add(item);
        });
        await().until(() -> done.contains(3));
        assertThat(done).containsExactly(1, 3);
    }

    @Test
    void oneThatHangsTakesOnePlace() {
        CountDownLatch hanging = new CountDownLatch(1);
        due.addAll(List.of(1, 2, 3));
        start(Duration.ofMillis(10), 2, item -> {
            if (item == 1) {
                awaitQuietly(hanging);
            }
            done.add(item);
        });
        await().until(() -> done.contains(2) && done.contains(3));
        assertThat(done).doesNotContain(1);
        hanging.countDown();
        await().until(() -> done.contains(1));
    }

    @Test
    void aFailingClaimIsTriedAgain() {
        AtomicInteger failures = new AtomicInteger(2);
        due.add(1);
        work = new DueWork<>(
                "failing",
                NEVER,
                2,
                room -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("the database is away");
                    }
                    return claim(room);
                },
                done::add);
        work.start();
        await().until(() -> done.contains(1));
    }

    @Test
    void stoppingWaitsForWhatHasBegun() {
        CountDownLatch begun = new CountDownLatch(1);
        due.add(1);
        DueWork<Integer> stopping = start(NEVER, 1, item -> {
            begun.countDown();
            pause(Duration.ofMillis(200));
            done.add(item);
        });
        awaitQuietly(begun);
        stopping.stop();
        assertThat(done).containsExactly(1);
        assertThat(stopping.isRunning()).isFalse();
    }

    @Test
    void itStartsAgainAfterAStop() {
        DueWork<Integer> again = start(NEVER, 1, done::add);
        again.stop();
        due.add(1);
        again.start();
        await().until(() -> done.contains(1));
    }

    @Test
    void senselessSettingsAreRefused() {
        assertThatThrownBy(() -> new DueWork<Integer>("none", NEVER, 0, _ -> List.of(), _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DueWork<Integer>("none", Duration.ZERO, 1, _ -> List.of(), _ -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private DueWork<Integer> start(Duration poll, int parallelism, Consumer<Integer> perform) {
        DueWork<Integer> started = new DueWork<>("test", poll, parallelism, this::claim, perform);
        work = started;
        started.start();
        return started;
    }

    private List<Integer> claim(int room) {
        rooms.add(room);
        List<Integer> claimed = new ArrayList<>();
        for (Integer item = due.poll(); item != null; item = claimed.size() < room ? due.poll() : null) {
            claimed.add(item);
        }
        return claimed;
    }

    /** What the work takes. */
    private List<Integer> taken(int most) {
        List<Integer> rows = new ArrayList<>();
        for (Integer row = due.poll(); row != null; row = rows.size() < most ? due.poll() : null) {
            rows.add(row);
        }
        return rows;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
