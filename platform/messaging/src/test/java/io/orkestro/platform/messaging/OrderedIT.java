package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Promise 4: messages of one subject leave in the order of their commits, however many relays there are. */
class OrderedIT extends InTheShop {

    private static final int SUBJECTS = 100;
    private static final int CHANGES = 20;

    @BeforeEach
    void theApplicationsRelayRests() {
        relay.stop();
    }

    @Test
    void twoRelaysOfTwoWorkersKeepTheOrderOfEachSubject() {
        Probe probe = probe("event.#");
        List<String> subjects =
                LongStream.range(0, SUBJECTS).mapToObj(_ -> Shop.someSubject()).toList();
        append(subjects, 1, CHANGES / 2);
        // Small batches, so that the two meet often.
        anotherRelay(this::publisher, 7).start();
        anotherRelay(this::publisher, 7).start();
        append(subjects, CHANGES / 2 + 1, CHANGES);

        await().until(() -> probe.heard.size() >= SUBJECTS * CHANGES);
        List<Long> inOrder = LongStream.rangeClosed(1, CHANGES).boxed().toList();
        assertThat(subjects)
                .allSatisfy(subject -> assertThat(probe.numbersOf(subject)).isEqualTo(inOrder));
    }

    @Test
    void controlWorkersThatSkipLockedRowsOvertakeEachOther() throws Exception {
        Probe probe = probe("event.#");
        String subject = Shop.someSubject();
        append(List.of(subject), 1, 6);
        CountDownLatch firstHasRows = new CountDownLatch(1);
        CountDownLatch secondHasSent = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual()
                .start(() -> skipLocked(publisher(), () -> {
                    firstHasRows.countDown();
                    return secondHasSent.await(10, TimeUnit.SECONDS);
                }));
        assertThat(firstHasRows.await(10, TimeUnit.SECONDS)).isTrue();
        skipLocked(publisher(), () -> true);
        secondHasSent.countDown();
        slow.join();

        await().until(() -> probe.numbersOf(subject).size() == 6);
        assertThat(probe.numbersOf(subject)).containsExactly(4L, 5L, 6L, 1L, 2L, 3L);
    }

    private void append(List<String> subjects, int first, int last) {
        for (int number = first; number <= last; number++) {
            int current = number;
            transactions.executeWithoutResult(
                    _ -> subjects.forEach(subject -> outbox.append(Shop.changed(subject, current))));
        }
    }

    /** The usual recipe for a queue in a table: three rows that nobody has locked. */
    private void skipLocked(Publisher publisher, Pause pause) {
        ownTransactions().executeWithoutResult(_ -> {
            JdbcTemplate statements = new JdbcTemplate(dataSource);
            List<OutboxRow> rows =
                    statements.query("select * from outbox order by id limit 3 for update skip locked", Rows::of);
            try {
                pause.run();
                for (OutboxRow row : rows) {
                    publisher.publish(new ArrayList<>(List.of(row)));
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            rows.forEach(row -> statements.update("delete from outbox where id = ?", row.id()));
        });
    }

    private interface Pause {
        boolean run() throws InterruptedException;
    }
}
