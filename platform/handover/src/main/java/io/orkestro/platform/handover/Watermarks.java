package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Heartbeat;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the other side has been heard. */
final class Watermarks {

    private final JdbcClient jdbc;

    Watermarks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void heard(String exchange, Heartbeat heartbeat) {
        jdbc.sql("""
                        insert into watermark (exchange, partition, partitions, at) values (?, ?, ?, ?)
                        on conflict (exchange, partition) do update
                          set at = excluded.at, partitions = excluded.partitions
                          where watermark.at < excluded.at
                        """)
                .params(
                        exchange,
                        heartbeat.partition(),
                        heartbeat.partitions(),
                        Instant.parse(heartbeat.at()).atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * All that the other side committed before then is here, by the other side's clock; empty where not every partition
     * was heard of yet.
     */
    Optional<Instant> of(String exchange) {
        return jdbc.sql("""
                        select min(at) from watermark
                        where exchange = :exchange and partition < partitions
                        having count(*) = max(partitions)
                        """)
                .param("exchange", exchange)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }
}
