package io.orkestro.platform.messaging;

import io.orkestro.platform.messaging.WireFormat.Received;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages that wait a moment because neither side owned what they are about. */
final class WaitingMessages {

    private static final int LIMIT = 10_000;
    /** Longer than any handler takes. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final JdbcClient jdbc;

    WaitingMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param attempts how often its handler failed for another reason */
    record Waiting(String consumer, UUID id, String exchange, String body, int attempts) {}

    /** A repeat of what waits already changes nothing. */
    void keep(Subscription subscription, Received received, Duration pause) {
        Envelope envelope = received.envelope();
        jdbc.sql("""
                        insert into waiting_message (consumer, message_id, exchange, type, subject, body, due_at)
                        values (?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
                        on conflict do nothing
                        """)
                .params(
                        subscription.consumer(),
                        envelope.id(),
                        subscription.exchange(),
                        envelope.type(),
                        envelope.subject(),
                        received.whole().toString(),
                        pause.toMillis())
                .update();
    }

    boolean isFull() {
        return count() >= LIMIT;
    }

    long count() {
        return jdbc.sql("select count(*) from waiting_message")
                .query(Long.class)
                .single();
    }

    List<Waiting> claim(int atMost) {
        return jdbc.sql("""
                        update waiting_message set due_at = clock_timestamp() + ? * interval '1 millisecond'
                        where ctid = any(array(
                            select ctid from waiting_message where due_at <= clock_timestamp()
                            order by due_at limit ? for update skip locked))
                        returning consumer, message_id, exchange, body, attempts
                        """)
                .params(LEASE.toMillis(), atMost)
                .query((row, _) -> new Waiting(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5)))
                .list();
    }

    /** @return whether it was still there */
    boolean remove(Waiting message) {
        return jdbc.sql("delete from waiting_message where consumer = ? and message_id = ?")
                        .params(message.consumer(), message.id())
                        .update()
                == 1;
    }

    void failed(Waiting message, Duration pause) {
        jdbc.sql("""
                        update waiting_message
                        set attempts = attempts + 1, due_at = clock_timestamp() + ? * interval '1 millisecond'
                        where consumer = ? and message_id = ?
                        """).params(pause.toMillis(), message.consumer(), message.id()).update();
    }
}
