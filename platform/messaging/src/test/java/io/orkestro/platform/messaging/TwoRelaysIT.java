package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.messaging.PartitionRelay.Turn;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 5: no row is ever on its way twice at the same time. */
class TwoRelaysIT extends InTheShop {

    private final String subject = Shop.someSubject();

    @BeforeEach
    void theApplicationsRelayRests() {
        relay.stop();
    }

    @Test
    void whileOneRelaySendsAPartitionAnotherLeavesItAlone() throws Exception {
        change(subject, 1);
        Slow slow = new Slow(publisher());
        Thread first = Thread.ofVirtual().start(() -> relayOf(subject, slow).turn());
        assertThat(slow.sending.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(relayOf(subject, publisher()).turn()).isEqualTo(Turn.BUSY);
        slow.goOn.countDown();
        first.join();
        assertThat(relayOf(subject, publisher()).turn()).isEqualTo(Turn.NOTHING);
    }

    @Test
    void twoRelaysSendEveryRowOnce() {
        Watch watch = new Watch();
        anotherRelay(() -> watch.on(publisher()), 10).start();
        anotherRelay(() -> watch.on(publisher()), 10).start();
        for (int number = 1; number <= 500; number++) {
            change(number % 3 == 0 ? subject : Shop.someSubject(), number);
        }
        await().until(() -> waiting() == 0);
        assertThat(watch.together).isEmpty();
        assertThat(watch.sent).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void controlWithoutTheLockBothSendTheSameRow() throws Exception {
        Probe probe = probe("event.#");
        change(subject, 1);
        CountDownLatch bothHaveRead = new CountDownLatch(2);
        Runnable unlocked = () -> ownTransactions().executeWithoutResult(_ -> {
            OutboxTable table = new OutboxTable(dataSource);
            int partition = OutboxTable.partitionOf(subject, 8);
            List<OutboxRow> rows = table.next(partition, 200);
            bothHaveRead.countDown();
            try {
                assertThat(bothHaveRead.await(10, TimeUnit.SECONDS)).isTrue();
                publisher().publish(rows);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            table.delete(partition, rows);
        });
        Thread one = Thread.ofVirtual().start(unlocked);
        Thread two = Thread.ofVirtual().start(unlocked);
        one.join();
        two.join();
        await().until(() -> probe.numbersOf(subject).equals(List.of(1L, 1L)));
    }

    /** Stops in the middle until told. */
    private static final class Slow implements Publisher {

        final CountDownLatch sending = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final Publisher publisher;

        Slow(Publisher publisher) {
            this.publisher = publisher;
        }

        @Override
        public void open() throws ConnectionLost {
            publisher.open();
        }

        @Override
        public Outcome publish(List<OutboxRow> rows) throws RowRefused, ConnectionLost, InterruptedException {
            sending.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            return publisher.publish(rows);
        }

        @Override
        public void close() {}
    }

    /** Knows what several publishers have on its way. */
    private static final class Watch {

        final Queue<Long> together = new ConcurrentLinkedQueue<>();
        final Queue<Long> sent = new ConcurrentLinkedQueue<>();
        private final Set<Long> onTheWay = ConcurrentHashMap.newKeySet();

        Publisher on(Publisher publisher) {
            return new Publisher() {
                @Override
                public void open() throws ConnectionLost {
                    publisher.open();
                }

                @Override
                public Outcome publish(List<OutboxRow> rows) throws RowRefused, ConnectionLost, InterruptedException {
                    for (OutboxRow row : rows) {
                        if (!onTheWay.add(row.id())) {
                            together.add(row.id());
                        }
                    }
                    Outcome outcome = publisher.publish(rows);
                    outcome.taken().forEach(row -> sent.add(row.id()));
                    rows.forEach(row -> onTheWay.remove(row.id()));
                    return outcome;
                }

                @Override
                public void close() {
                    publisher.close();
                }
            };
        }
    }
}
