package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Heartbeats;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Sends heartbeats on every exchange whose capability has a peer. */
final class HeartbeatTimer {

    private HeartbeatTimer() {}

    static DueWork<String> of(Heartbeats heartbeats, Set<String> exchanges, Duration every) {
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
                heartbeats::beat);
    }
}
