package io.orkestro.platform.messaging;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;

/** Remembers what each consumer has handled, in the transaction that handled it. */
class Inbox implements Handling.Once {

    private static final int ROWS_PER_PURGE = 5_000;
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Duration retention;

    Inbox(JdbcClient jdbc, TransactionOperations transactions, Duration retention) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.retention = retention;
    }

    /** Runs the effect and the row in one transaction, or neither if the row is there already. */
    @Override
    public void once(String consumer, UUID messageId, Runnable effect) {
        transactions.executeWithoutResult(_ -> {
            if (enter(consumer, messageId)) {
                effect.run();
            }
        });
    }

    /**
     * Within the running transaction. A second transaction with the same message waits here for the first.
     *
     * @return whether it is new
     */
    boolean enter(String consumer, UUID messageId) {
        return jdbc.sql("insert into inbox (consumer, message_id) values (?, ?) on conflict do nothing")
                        .params(consumer, messageId)
                        .update()
                == 1;
    }

    /** Forgets what is older than any repeat can be; a few thousand rows a statement, so nothing waits long for it. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    int purge() {
        int purged = 0;
        int last;
        do {
            last = jdbc.sql("""
                            delete from inbox where (consumer, message_id) in (
                                select consumer, message_id from inbox
                                where received_at < now() - ? * interval '1 second'
                                limit ? for update skip locked)
                            """).params(retention.toSeconds(), ROWS_PER_PURGE).update();
            purged += last;
        } while (last == ROWS_PER_PURGE);
        if (purged > 0) {
            log.info("{} rows of the inbox were older than {} and are gone", purged, retention);
        }
        return purged;
    }
}
