package io.orkestro.tracking.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who looks at what, so that there are never too many. */
final class Audience {

    private final Map<String, Integer> perTopic = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final int limit;
    private final int limitPerTopic;

    Audience(int limit, int limitPerTopic) {
        this.limit = limit;
        this.limitPerTopic = limitPerTopic;
    }

    /** A place, until it is closed. */
    interface Seat extends AutoCloseable {

        @Override
        void close();
    }

    /** @throws TooManyStreams where none is free */
    Seat sit(String topic) {
        Seat seat = () -> leave(topic);
        int sitting = all.incrementAndGet();
        int together = perTopic.merge(topic, 1, Integer::sum);
        if (sitting > limit || together > limitPerTopic) {
            seat.close();
            throw new TooManyStreams();
        }
        return seat;
    }

    int size() {
        return all.get();
    }

    private void leave(String topic) {
        all.decrementAndGet();
        perTopic.computeIfPresent(topic, (_, together) -> together == 1 ? null : together - 1);
    }
}
