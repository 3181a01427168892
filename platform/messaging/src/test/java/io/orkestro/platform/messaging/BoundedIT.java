package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Decision;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Promise 7: the tables do not grow with the number of messages, and who would add to a full outbox is told. */
class BoundedIT extends InTheShop {

    @Test
    void theOutboxIsEmptyWhenAllHasLeft() {
        for (int number = 1; number <= 300; number++) {
            change(Shop.someSubject(), number);
        }
        await().until(() -> waiting() == 0);
    }

    @Test
    void anEventThatNobodyReadsIsDroppedAfterAWhileAndLaterOnesAtOnce() {
        String subject = Shop.someSubject();
        append(unread(subject));
        await().until(() -> holds(subject) >= 1);
        await().until(() -> waiting() == 0);

        append(unread(subject));
        change(subject, 2);
        await().until(() -> !effects.of(subject).isEmpty());
        assertThat(waiting()).isZero();
    }

    @Test
    void theInboxForgetsWhatIsOldAndNothingElse() {
        UUID old = UUID.randomUUID();
        UUID recent = UUID.randomUUID();
        enteredDaysAgo(old, 9);
        enteredDaysAgo(recent, 7);
        jdbc.sql("""
                        insert into inbox (consumer, message_id, received_at)
                        select 'crowd', gen_random_uuid(), now() - interval '10 days' from generate_series(1, 12000)
                        """).update();

        assertThat(inbox.purge()).isGreaterThanOrEqualTo(12_001);
        assertThat(jdbc.sql("select message_id from inbox where consumer = 'purged'")
                        .query(UUID.class)
                        .list())
                .containsExactly(recent);
    }

    @Test
    void thereIsRoomUntilTheLimitAndAgainWhenRowsHaveLeft() {
        relay.stop();
        WaitingRows waiting = new WaitingRows(new OutboxTable(dataSource), 5);
        assertThat(waiting.belowLimit()).isTrue();
        for (int number = 1; number <= 7; number++) {
            change(Shop.someSubject(), number);
        }
        await().until(() -> !waiting.belowLimit());
        assertThat(waiting.count()).as("counts no further than the limit").isEqualTo(5);
        relay.start();
        await().until(waiting::belowLimit);
        assertThat(outbox.hasRoom()).isTrue();
    }

    @Test
    void controlWithoutAPurgeTheInboxKeepsEveryRow() {
        long before = inboxRows();
        for (int number = 1; number <= 50; number++) {
            change(Shop.someSubject(), number);
        }
        await().until(() -> inboxRows() == before + 50);
    }

    private long inboxRows() {
        return jdbc.sql("select count(*) from inbox").query(Long.class).single();
    }

    private void enteredDaysAgo(UUID id, int days) {
        jdbc.sql(
                        "insert into inbox (consumer, message_id, received_at) values ('purged', ?, now() - ? * interval '1 day')")
                .params(id, days)
                .update();
    }

    private static Message unread(String subject) {
        return Message.event(
                Shop.EXCHANGE, "thing.sighed.v1", subject, 1, 1, Decision.allMonolith(), new Shop.Change(1));
    }
}
