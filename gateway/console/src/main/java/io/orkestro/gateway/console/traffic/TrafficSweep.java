package io.orkestro.gateway.console.traffic;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets what is too old, a batch at a time, so that nobody waits for it. Any console may. */
@Component
class TrafficSweep {

    private static final int BATCH = 10_000;

    private static final List<String> SWEPT = List.of(
            "delete from traffic where ctid = any(array(select ctid from traffic where second < :before limit :batch))",
            "delete from comparison where ctid = any(array(select ctid from comparison where second < :before limit"
                    + " :batch))",
            "delete from difference where ctid = any(array(select ctid from difference where at < :before limit"
                    + " :batch))");

    private final JdbcClient jdbc;
    private final TrafficProperties settings;
    private final Clock clock;

    TrafficSweep(JdbcClient jdbc, TrafficProperties settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        OffsetDateTime before = OffsetDateTime.ofInstant(clock.instant().minus(settings.kept()), ZoneOffset.UTC);
        for (String delete : SWEPT) {
            int swept;
            do {
                swept = jdbc.sql(delete)
                        .param("before", before)
                        .param("batch", BATCH)
                        .update();
            } while (swept == BATCH);
        }
    }
}
