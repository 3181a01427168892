package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The database ends all sessions again and again, in the middle of whatever they do. */
class DatabaseCutIT extends InTheShop {

    private static final Logger log = LoggerFactory.getLogger(DatabaseCutIT.class);

    @AfterEach
    void freshConnections() {
        ((HikariDataSource) dataSource).getHikariPoolMXBean().softEvictConnections();
    }

    @Test
    void everyCommittedChangeHasItsEffectOnceAndNothingIsParked() {
        String subject = "cut_" + Shop.someSubject();
        for (int number = 1; number <= 300; number++) {
            try {
                change(subject, number);
            } catch (DataAccessException | TransactionException e) {
                // Committed or not: the table of things knows.
                log.debug("Cut", e);
            }
            if (number % 50 == 0) {
                endAllSessions();
            }
        }

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> waiting(subject) == 0);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> ledger("thing", subject).equals(ledger("effect", subject)));
        assertThat(ledger("effect", subject)).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        assertThat(parked.count()).isZero();
    }

    private void endAllSessions() {
        try {
            jdbc.sql("""
                            select pg_terminate_backend(pid) from pg_stat_activity
                            where datname = current_database() and pid <> pg_backend_pid()
                            """).query().listOfRows();
        } catch (DataAccessException e) {
            endAllSessions();
        }
    }

    private List<Map<String, @Nullable Object>> ledger(String table, String subject) {
        return jdbc.sql("select number from " + table + " where subject = ? order by number")
                .param(subject)
                .query()
                .listOfRows();
    }
}
