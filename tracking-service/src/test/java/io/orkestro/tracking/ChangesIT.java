package io.orkestro.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.tracking.Happenings.Life;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever looks at a delivery hears of its changes, wherever they were written. */
@TrackingTest
class ChangesIT {

    @Autowired
    private Changes changes;

    @Autowired
    private Happenings happenings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcConnectionDetails database;

    @Autowired
    private TransactionTemplate transactions;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aChangeOfTheDeliveryIsHeardAndOthersAreNot() {
        try (Changes.Watch _ = changes.watch(life.id(), calls::incrementAndGet)) {
            happenings.happen(Happenings.aDeliveryOf(key).created());
            happenings.happen(life.created());
            await().until(() -> calls.get() == 1);
        }
    }

    @Test
    void whatIsRolledBackIsNotToldAndWhatCommitsIs() {
        try (Changes.Watch _ = changes.watch(life.id(), calls::incrementAndGet)) {
            transactions.executeWithoutResult(transaction -> {
                changes.changed(List.of(life.id()));
                transaction.setRollbackOnly();
            });
            transactions.executeWithoutResult(_ -> changes.changed(List.of("dlv_other_1")));
            transactions.executeWithoutResult(_ -> {
                changes.changed(List.of(life.id()));
                assertThat(calls).hasValue(0);
            });
            await().until(() -> calls.get() == 1);
        }
    }

    @Test
    void whatAnotherInstanceWroteIsHeardToo() {
        Changes otherInstance = new Changes(jdbc, database);
        otherInstance.start();
        try (Changes.Watch _ = otherInstance.watch(life.id(), calls::incrementAndGet)) {
            await().until(() -> {
                transactions.executeWithoutResult(_ -> changes.changed(List.of(life.id())));
                return calls.get() > 0;
            });
        } finally {
            otherInstance.stop();
        }
    }

    @Test
    void manyChangesAtOnceAreToldAFewTimes() throws InterruptedException {
        try (Changes.Watch _ = changes.watch(life.id(), calls::incrementAndGet)) {
            for (int i = 0; i < 300; i++) {
                transactions.executeWithoutResult(_ -> changes.changed(List.of(life.id())));
            }
            await().until(() -> calls.get() >= 1);
            Thread.sleep(500);
            assertThat(calls.get()).isLessThan(20);
        }
    }

    @Test
    void aRetailerHearsWhichOfItsDeliveriesChanged() {
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        try (Changes.Watch _ = changes.watchAll(new RoutingKey(key), ids::add)) {
            happenings.happen(
                    life.created(), Happenings.aDeliveryOf(Happenings.newKey()).created());
            await().until(() -> ids.contains(life.id()));
            assertThat(ids).containsOnly(life.id());
        }
    }

    @Test
    void afterTheConnectionWasLostEverybodyIsTold() {
        try (Changes.Watch _ = changes.watch(life.id(), calls::incrementAndGet)) {
            jdbc.sql("""
                            select pg_terminate_backend(pid) from pg_stat_activity
                            where application_name = 'tracking-changes' and datname = current_database()
                            """).query(Boolean.class).list();
            await().until(() -> calls.get() == 1);
            transactions.executeWithoutResult(_ -> changes.changed(List.of(life.id())));
            await().until(() -> calls.get() == 2);
        }
    }
}
