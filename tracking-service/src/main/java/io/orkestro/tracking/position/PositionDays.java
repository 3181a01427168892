package io.orkestro.tracking.position;

import io.orkestro.tracking.TrackingProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The history's partitions, one for each day of UTC: made some days ahead, dropped when the last fix in them is past its
 * life, and what the fixes tell about people is gone with them. What there is and what there should be say what is to be
 * done, so a timer that was away, or one more of it, does no harm.
 */
@Component
class PositionDays implements SmartLifecycle {

    static final int AHEAD = 3;

    private static final String PREFIX = "position_d";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    /** Before replicas are read, and anything else that might bring a fix. */
    private static final int PHASE = -2;

    private static final Logger log = LoggerFactory.getLogger(PositionDays.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Duration life;
    private final Clock clock;
    private volatile boolean running;

    PositionDays(JdbcClient jdbc, TransactionTemplate transaction, TrackingProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.life = properties.positionLife();
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        keep();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void keep() {
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        List<String> present = partitions();
        today.datesUntil(today.plusDays(AHEAD + 1))
                .filter(day -> !present.contains(nameOf(day)))
                .forEach(day -> attempt("made", nameOf(day), () -> make(day)));
        present.stream().filter(this::isOver).forEach(name -> attempt("dropped", name, () -> drop(name)));
    }

    List<String> partitions() {
        return jdbc.sql("""
                        select relname from pg_class
                        where oid in (select inhrelid from pg_inherits where inhparent = 'position'::regclass)
                          and relname like 'position\\_d2%'
                        order by relname
                        """).query((row, _) -> row.getString(1)).list();
    }

    private static String nameOf(LocalDate day) {
        return PREFIX + DAY.format(day);
    }

    private boolean isOver(String name) {
        LocalDate day = LocalDate.parse(name.substring(PREFIX.length()), DAY);
        return day.plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .isBefore(clock.instant().minus(life));
    }

    /** Writers wait for two seconds at most; then it is tried again in an hour, and there are days ahead. */
    private void attempt(String done, String name, Runnable change) {
        try {
            transaction.executeWithoutResult(_ -> {
                jdbc.sql("set local lock_timeout = '2s'").update();
                // One instance at a time; the others find it done.
                jdbc.sql("select pg_advisory_xact_lock(hashtext('position_days'))")
                        .query((_, _) -> true)
                        .list();
                change.run();
            });
            log.info("{} {}", name, done);
        } catch (DataAccessException e) {
            log.warn("{} could not be {}, and will be: {}", name, done, e.getMessage());
        }
    }

    /** With what fell into the default partition of that day, if anything did. */
    private void make(LocalDate day) {
        String name = nameOf(day);
        if (partitions().contains(name)) {
            return;
        }
        String range = "'%s 00:00:00+00' and received_at < '%s 00:00:00+00'".formatted(day, day.plusDays(1));
        run("lock table position_default in access exclusive mode");
        run("create table %s (like position including all)".formatted(name));
        run("""
            with moved as (delete from position_default where received_at >= %s returning *)
            insert into %s select * from moved""".formatted(range, name));
        run("create unique index on %s (delivery_id, attempt, recorded_at)".formatted(name));
        run("alter table position attach partition %s for values from ('%s 00:00:00+00') to ('%s 00:00:00+00')"
                .formatted(name, day, day.plusDays(1)));
    }

    private void drop(String name) {
        run("drop table if exists " + name);
    }

    private void run(String sql) {
        jdbc.sql(sql).update();
    }
}
