package io.orkestro.tracking.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.tracking.Fix;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.TrackingProperties;
import io.orkestro.tracking.TrackingTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The history has a partition for each day, made ahead and dropped with what it tells about people. */
@TrackingTest
class PositionDaysIT {

    private static final Duration LIFE = Duration.ofDays(30);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private TrackingProperties properties;

    @Autowired
    private PositionHistory history;

    private final String deliveryId = "dlv_" + Happenings.newKey() + "_1";

    @Test
    void thereIsAPartitionForTodayAndForSomeDaysAhead() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        assertThat(at(Instant.now()).partitions()).contains(name(today), name(today.plusDays(PositionDays.AHEAD)));
    }

    @Test
    void aDayIsDroppedWhenItsLastFixIsPastItsLife() {
        LocalDate day = LocalDate.of(2031, 5, 2);
        at(day.atTime(12, 0).toInstant(ZoneOffset.UTC)).keep();
        append(day.atTime(23, 59).toInstant(ZoneOffset.UTC));
        assertThat(partitionOfTheFix()).isEqualTo(name(day));

        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(LIFE);
        PositionDays justBefore = at(end.minusSeconds(1));
        justBefore.keep();
        assertThat(justBefore.partitions()).contains(name(day));

        PositionDays after = at(end.plusSeconds(1));
        after.keep();
        assertThat(after.partitions()).doesNotContain(name(day));
        assertThat(rows()).isZero();
        clean();
    }

    @Test
    void whatFellBetweenTheDaysMovesToItsDay() {
        LocalDate day = LocalDate.of(2032, 1, 10);
        append(day.atTime(8, 0).toInstant(ZoneOffset.UTC));
        assertThat(partitionOfTheFix()).isEqualTo("position_default");

        at(day.atTime(9, 0).toInstant(ZoneOffset.UTC)).keep();
        at(day.atTime(9, 0).toInstant(ZoneOffset.UTC)).keep();

        assertThat(partitionOfTheFix()).isEqualTo(name(day));
        assertThat(rows()).isEqualTo(1);
        clean();
    }

    @Test
    void theSameFixTwiceIsOneRowAndIsKnown() {
        Instant now = Instant.now();
        append(now);
        append(now);

        assertThat(rows()).isEqualTo(1);
        assertThat(history.known(Set.of(kept(now).moment()), now)).hasSize(1);
    }

    /** These jumps over years dropped the days of today, too. */
    private void clean() {
        at(Instant.now()).partitions().stream()
                .filter(name -> name.startsWith("position_d203"))
                .forEach(name -> jdbc.sql("drop table " + name).update());
        at(Instant.now()).keep();
    }

    private PositionDays at(Instant now) {
        return new PositionDays(jdbc, transactions, properties, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void append(Instant received) {
        transactions.executeWithoutResult(_ -> history.append(List.of(kept(received))));
    }

    private Kept kept(Instant received) {
        Instant recorded = Instant.parse("2026-03-02T12:00:00Z");
        return new Kept(deliveryId, 1, "crr_pedal", new Fix(51.5, -0.1, recorded, null, null, null), received);
    }

    private String partitionOfTheFix() {
        return jdbc.sql("select tableoid::regclass::text from position where delivery_id = ?")
                .param(deliveryId)
                .query(String.class)
                .single();
    }

    private int rows() {
        return jdbc.sql("select count(*) from position where delivery_id = ?")
                .param(deliveryId)
                .query(Integer.class)
                .single();
    }

    private static String name(LocalDate day) {
        return "position_d" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
}
