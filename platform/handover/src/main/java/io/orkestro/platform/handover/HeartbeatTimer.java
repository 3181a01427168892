package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Heartbeats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Sends heartbeats on every exchange whose capability has a peer. */
final class HeartbeatTimer {

    private HeartbeatTimer() {}

    /**
     * @param pulse since which version this side listens again, 0 where it always did; empty where nobody is to hear of it
     */
    static DueWork<String> of(
            Heartbeats heartbeats, Set<String> exchanges, Function<String, Optional<Long>> pulse, Duration every) {
        long[] last = {System.nanoTime() - every.toNanos()};
        return new DueWork<>(
                "heartbeat",
                every,
                Math.max(1, exchanges.size()),
                _ -> {
                    if (System.nanoTime() - last[0] < every.toNanos() / 2) {
                        return List.of();
                    }
                    last[0] = System.nanoTime();
                    return List.copyOf(exchanges);
                },
                exchange -> pulse.apply(exchange).ifPresent(returning -> heartbeats.beat(exchange, returning)));
    }
}
