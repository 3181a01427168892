package io.orkestro.platform.handover;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Requests that find an aggregate elsewhere at the same moment: one asks for it, the others wait and look again. Only a
 * kindness to the owner, which would answer each with the whole aggregate: who has waited for long asks as well.
 */
final class OneAsks {

    private static final int STRIPES = 1_024;

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    /**
     * @param patience how long to wait for whoever asks already
     * @param task looks first whether it is still to be done
     */
    void run(String id, Duration patience, Runnable task) {
        ReentrantLock lock = locks[Math.floorMod(id.hashCode(), STRIPES)];
        boolean isAlone = tryLock(lock, patience);
        try {
            task.run();
        } finally {
            if (isAlone) {
                lock.unlock();
            }
        }
    }

    private boolean tryLock(ReentrantLock lock, Duration patience) {
        try {
            return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
