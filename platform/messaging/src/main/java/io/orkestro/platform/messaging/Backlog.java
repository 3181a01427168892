package io.orkestro.platform.messaging;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has not left this application, and what it has heard and not handled. In the caller's transaction, if any. */
public final class Backlog {

    private final JdbcClient jdbc;

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many messages wait to be sent to an exchange; heartbeats do not count, as there always are some. */
    public long unsent(String exchange) {
        return jdbc.sql("select count(*) from outbox where exchange = ? and type <> ?")
                .params(exchange, Heartbeat.TYPE)
                .query(Long.class)
                .single();
    }

    /** Since when the oldest message to an exchange waits to be sent, without heartbeats; empty where all has left. */
    public Optional<Instant> unsentSince(String exchange) {
        return jdbc.sql("select min(created_at) from outbox where exchange = ? and type <> ?")
                .params(exchange, Heartbeat.TYPE)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** How many messages these could not handle: parked, or waiting for an owner. */
    public long unhandled(Collection<Subscription> subscriptions) {
        if (subscriptions.isEmpty()) {
            return 0;
        }
        List<Object[]> readers = subscriptions.stream()
                .map(subscription -> new Object[] {subscription.consumer(), subscription.exchange()})
                .toList();
        return jdbc.sql("""
                        select (select count(*) from parked_message where (consumer, exchange) in (:readers))
                             + (select count(*) from waiting_message where (consumer, exchange) in (:readers))
                        """).param("readers", readers).query(Long.class).single();
    }
}
