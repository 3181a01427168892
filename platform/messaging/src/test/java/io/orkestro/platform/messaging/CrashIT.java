package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Promise 2: a crash at any moment loses nothing and doubles no effect. Here the cut is exact, inside the relay's
 * transaction; {@link KilledIT} kills processes.
 */
class CrashIT extends InTheShop {

    private final String subject = Shop.someSubject();

    @BeforeEach
    void theApplicationsRelayRests() {
        relay.stop();
    }

    @Test
    void aCrashBeforeTheSendLosesNothing() throws Exception {
        change(subject, 1);
        assertThatThrownBy(relayOf(subject, new Dying(publisher(), false))::turn)
                .isInstanceOf(Death.class);
        assertThat(waiting(subject)).isEqualTo(1);

        relayOf(subject, publisher()).turn();
        await().until(() -> effects.of(subject).equals(List.of(1)));
        assertThat(waiting(subject)).isZero();
    }

    @Test
    void aCrashAfterTheSendRepeatsTheMessageAndNotItsEffect() throws Exception {
        Probe probe = probe("#");
        change(subject, 1);
        assertThatThrownBy(relayOf(subject, new Dying(publisher(), true))::turn).isInstanceOf(Death.class);
        assertThat(waiting(subject)).isEqualTo(1);

        relayOf(subject, publisher()).turn();
        change(subject, 2);
        relayOf(subject, publisher()).turn();
        await().until(() -> effects.of(subject).equals(List.of(1, 2)));
        assertThat(probe.numbersOf(subject)).containsExactly(1L, 1L, 2L);
        assertThat(waiting(subject)).isZero();
    }

    @Test
    void controlDeletedBeforeItIsConfirmedARowIsLost() {
        Probe probe = probe("#");
        change(subject, 1);
        OutboxTable table = new OutboxTable(dataSource);
        int partition = OutboxTable.partitionOf(subject, 8);
        assertThatThrownBy(() -> {
                    List<OutboxRow> rows = table.next(partition, 200);
                    table.delete(partition, rows);
                    new Dying(publisher(), false).publish(rows);
                })
                .isInstanceOf(Death.class);

        change(subject, 2);
        relayOf(subject, publisher()).turn();
        await().until(() -> effects.of(subject).contains(2));
        assertThat(effects.of(subject)).containsExactly(2);
        assertThat(probe.numbersOf(subject)).containsExactly(2L);
    }

    @Test
    void controlWithoutAnInboxTheEffectIsDoubled() {
        Inbox amnesiac = new Inbox(jdbc, transactions, java.time.Duration.ofDays(1)) {
            @Override
            boolean enter(String consumer, UUID messageId) {
                return true;
            }
        };
        UUID id = UuidV7.at(java.time.Instant.now());
        for (int i = 0; i < 2; i++) {
            amnesiac.once("counter", id, () -> effect(subject, 1));
            inbox.once("counter", id, () -> effect(subject, 2));
        }
        assertThat(effects.of(subject)).containsExactly(1, 2, 1);
    }

    private void effect(String subject, int number) {
        jdbc.sql("insert into effect (subject, number) values (?, ?)")
                .params(subject, number)
                .update();
    }

    /** Dies in the middle of a turn. */
    private record Dying(Publisher publisher, boolean sendsFirst) implements Publisher {

        @Override
        public void open() {}

        @Override
        public Outcome publish(List<OutboxRow> rows) throws RowRefused, ConnectionLost, InterruptedException {
            if (sendsFirst) {
                publisher.publish(rows);
            }
            throw new Death();
        }

        @Override
        public void close() {}
    }

    private static final class Death extends Error {}
}
