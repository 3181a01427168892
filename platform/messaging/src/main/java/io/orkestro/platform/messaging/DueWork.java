package io.orkestro.platform.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that waits in rows until it is due: deadlines, calls to the outside, retries. It survives restarts because the
 * rows do. {@code claim} leases due rows in its own short transaction (for update skip locked, moving their due time a
 * lease ahead), {@code perform} does the work outside any transaction and records the outcome in another. A process
 * killed between the two leaves the rows to be due again when the lease ends, so performing twice must be harmless.
 *
 * @param <W> what a row says is to be done
 */
public final class DueWork<W> implements SmartLifecycle {

    private static final Backoff FAILURES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(DueWork.class);

    private final String name;
    private final Duration poll;
    private final int parallelism;
    private final IntFunction<List<W>> claim;
    private final Consumer<W> perform;

    private final Signal signal = new Signal();
    private final Semaphore free;
    private @Nullable Thread claiming;
    private volatile boolean running;
    private volatile boolean resting;

    /**
     * @param name for threads and logs
     * @param poll how long at most a due row waits to be noticed; {@link #wake} shortens it
     * @param parallelism how many are performed at once, each in a virtual thread
     * @param claim takes up to so many due rows, mostly those of {@link DueRows}; what it takes beyond that waits for a place
     * @param perform does one; an exception is logged and the row is due again when its lease ends
     */
    public DueWork(String name, Duration poll, int parallelism, IntFunction<List<W>> claim, Consumer<W> perform) {
        if (!poll.isPositive() || parallelism < 1) {
            throw new IllegalArgumentException("%s: poll %s, parallelism %d".formatted(name, poll, parallelism));
        }
        this.name = name;
        this.poll = poll;
        this.parallelism = parallelism;
        this.claim = claim;
        this.perform = perform;
        this.free = new Semaphore(parallelism);
    }

    /** There may be something due now; cheap, callable from anywhere, best after a commit. */
    public void wake() {
        signal.raise();
    }

    /** {@link #wake} when the running transaction has committed; at once where there is none. */
    public void wakeAfterCommit() {
        AfterCommit.run(this::wake);
    }

    /** Claims nothing until {@link #resume}, also where it has not begun yet; what is being performed is brought to its end. */
    public void rest() {
        resting = true;
    }

    /** Goes on with whatever is due by now. */
    public void resume() {
        resting = false;
        wake();
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            claiming = Thread.ofVirtual().name(name).start(this::claimWhileRunning);
        }
    }

    /** Claims nothing more and gives what is being performed a moment to end. */
    @Override
    public synchronized void stop() {
        running = false;
        signal.raise();
        Thread thread = claiming;
        claiming = null;
        if (thread == null) {
            return;
        }
        try {
            long deadline = System.nanoTime() + GRACE.toNanos();
            if (!thread.join(GRACE)) {
                thread.interrupt();
            }
            if (free.tryAcquire(parallelism, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                free.release(parallelism);
            } else {
                log.info("{} stops with work begun; it is due again when its lease ends", name);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** Aside, so that several stop at the same time. */
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual().name(name + "-stop").start(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void claimWhileRunning() {
        int failures = 0;
        while (running) {
            try {
                boolean more = claimAndPerform();
                failures = 0;
                if (!more) {
                    signal.await(poll);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (failures == 0) {
                    log.warn("{} cannot claim what is due, and tries again", name, e);
                }
                if (!pause(FAILURES.after(failures++))) {
                    return;
                }
            }
        }
    }

    /** @return whether as much was due as could be performed, so that more may be */
    private boolean claimAndPerform() throws InterruptedException {
        free.acquire();
        int room = 1 + free.drainPermits();
        int begun = 0;
        try {
            if (!running || resting) {
                return false;
            }
            List<W> due = claim.apply(room);
            for (W work : due) {
                if (begun >= room) {
                    free.acquire();
                }
                begin(work);
                begun++;
            }
            return due.size() >= room;
        } finally {
            free.release(Math.max(0, room - begun));
        }
    }

    private void begin(W work) {
        Thread.ofVirtual().name(name + "-work").start(() -> {
            try {
                perform.accept(work);
            } catch (RuntimeException | Error e) {
                log.error("{} failed; it is due again when its lease ends: {}", name, work, e);
            } finally {
                free.release();
            }
        });
    }

    /** Without looking at the signal: a wake does not make a broken database answer. */
    private static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
