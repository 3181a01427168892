package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Due rows are leased to one process at a time, for a time. */
class DueRowsIT extends InTheShop {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private Instant now = NOON;
    private final InstantSource clock = () -> now;

    private record Chore(String name, int tries) {}

    private DueRows<Chore> chores;

    @BeforeEach
    void aTableOfChores() {
        jdbc.sql("create table chore (name text primary key, due_at timestamptz, tries int not null default 0)")
                .update();
        chores = DueRows.of("chore", "name")
                .where("name <> 'never'")
                .counting("tries")
                .rows(
                        "name, tries",
                        (row, _) -> new Chore(row.getString(1), row.getInt(2)),
                        LEASE,
                        jdbc,
                        clock.withZone(ZoneOffset.UTC));
        add("second", NOON.minusSeconds(1));
        add("first", NOON.minusSeconds(2));
        add("later", NOON.plusSeconds(10));
        add("never", NOON.minusSeconds(9));
    }

    @AfterEach
    void cleared() {
        jdbc.sql("drop table chore").update();
    }

    @Test
    void theEarliestAreTakenSoManyAtATimeAndOnce() {
        assertThat(chores.claim(1)).containsExactly(new Chore("first", 1));
        assertThat(chores.claim(5)).containsExactly(new Chore("second", 1));
        assertThat(chores.claim(5)).isEmpty();
    }

    @Test
    void whatWasNotFinishedIsDueAgainWhenItsLeaseEnds() {
        chores.claim(5);
        now = now.plus(LEASE);
        assertThat(chores.claim(5))
                .containsExactlyInAnyOrder(new Chore("first", 2), new Chore("second", 2), new Chore("later", 1));
    }

    @Test
    void whatAnotherIsAboutToTakeIsPassedOver() {
        AtomicReference<List<Chore>> others = new AtomicReference<>();
        transactions.executeWithoutResult(_ -> {
            chores.claim(1);
            Thread other = Thread.ofVirtual().start(() -> others.set(chores.claim(5)));
            join(other);
        });
        assertThat(others.get()).containsExactly(new Chore("second", 1));
    }

    private void add(String name, Instant due) {
        jdbc.sql("insert into chore (name, due_at) values (?, ?)")
                .params(name, due.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
