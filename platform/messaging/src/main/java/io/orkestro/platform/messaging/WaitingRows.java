package io.orkestro.platform.messaging;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** How many rows wait in the outbox, as of at most a second ago, so that asking on every request costs nothing. */
final class WaitingRows {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(WaitingRows.class);

    private final OutboxTable table;
    private final int limit;
    private final ReentrantLock counting = new ReentrantLock();
    private volatile int count;
    private volatile long countedAt = System.nanoTime() - FRESH.toNanos();

    WaitingRows(OutboxTable table, int limit) {
        this.table = table;
        this.limit = limit;
    }

    boolean belowLimit() {
        return count() < limit;
    }

    /** Never more than the limit. */
    int count() {
        if (System.nanoTime() - countedAt >= FRESH.toNanos() && counting.tryLock()) {
            try {
                count = table.count(limit);
            } catch (DataAccessException e) {
                log.debug("Waiting rows not counted, the last count stands", e);
            } finally {
                countedAt = System.nanoTime();
                counting.unlock();
            }
        }
        return count;
    }
}
