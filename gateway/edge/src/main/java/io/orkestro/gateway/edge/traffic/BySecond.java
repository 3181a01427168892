package io.orkestro.gateway.edge.traffic;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sums, one for each second in which there was anything. What is added falls into the present second or, where the clock went
 * back, into the newest there was: a second that was taken away never comes again.
 *
 * @param <T> the sums of one second; added to under this object's lock, and by nobody any more once they are taken away
 */
public final class BySecond<T> {

    /** @param epochSecond when it began */
    public record Second<T>(long epochSecond, T sums) {}

    private final Clock clock;
    private final Supplier<T> empty;
    private final Deque<Second<T>> over = new ArrayDeque<>();
    private @Nullable Second<T> open;
    private long newest = Long.MIN_VALUE;

    public BySecond(Clock clock, Supplier<T> empty) {
        this.clock = clock;
        this.empty = empty;
    }

    /** Adds to the present second: a few additions, and nothing that waits. */
    public synchronized void add(Consumer<? super T> addition) {
        long now = present();
        if (open == null || open.epochSecond() != now) {
            close();
            open = new Second<>(now, empty.get());
            newest = now;
        }
        addition.accept(open.sums());
    }

    /** Takes away the seconds that are over, oldest first. */
    public synchronized List<Second<T>> takeOver() {
        if (open != null && open.epochSecond() < present()) {
            close();
        }
        List<Second<T>> taken = new ArrayList<>(over);
        over.clear();
        return taken;
    }

    /** Takes away everything, the present second as it is: nothing more is to come. */
    public synchronized List<Second<T>> takeAll() {
        close();
        return takeOver();
    }

    private long present() {
        return Math.max(newest, Math.floorDiv(clock.millis(), 1000));
    }

    private void close() {
        if (open != null) {
            over.add(open);
            newest = Math.max(newest, open.epochSecond() + 1);
            open = null;
        }
    }
}
