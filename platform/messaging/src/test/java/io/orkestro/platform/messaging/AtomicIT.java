package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise 1: a message leaves if, and only if, the change it speaks of has committed. */
class AtomicIT extends InTheShop {

    @Test
    void ofManyTransactionsExactlyTheCommittedOnesAreHeard() {
        String kept = Shop.someSubject();
        String undone = Shop.someSubject();
        for (int i = 1; i <= 20; i++) {
            int number = i;
            change(kept, number);
            transactions.executeWithoutResult(status -> {
                outbox.append(Shop.changed(undone, number));
                status.setRollbackOnly();
            });
        }
        String last = besides(undone);
        change(last, 1);

        await().until(() -> effects.of(kept).size() == 20 && effects.of(last).size() == 1);
        assertThat(effects.of(undone)).isEmpty();
        assertThat(things(kept)).isEqualTo(effects.of(kept));
    }

    @Test
    void controlPublishedInsideTheTransactionAPhantomIsHeard() {
        String phantom = Shop.someSubject();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("insert into thing (subject, number) values (?, 1)")
                    .param(phantom)
                    .update();
            publishDirectly(phantom, 1);
            status.setRollbackOnly();
        });

        await().until(() -> effects.of(phantom).equals(List.of(1)));
        assertThat(things(phantom)).isEmpty();
    }

    private List<Integer> things(String subject) {
        return jdbc.sql("select number from thing where subject = ? order by id")
                .param(subject)
                .query((row, _) -> row.getInt(1))
                .list();
    }

    private void publishDirectly(String subject, int number) {
        Message message = Shop.changed(subject, number);
        Instant now = Instant.now();
        Envelope envelope = new Envelope(
                UuidV7.at(now), message.type(), subject, number, 1, now, "shop", Decision.allMonolith(), null);
        try {
            channel()
                    .basicPublish(
                            topology.exchange(Shop.EXCHANGE),
                            message.routingKey(Side.MONOLITH),
                            null,
                            wire.write(envelope, message.data()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
