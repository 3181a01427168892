package io.orkestro.gateway.console.flag;

import io.orkestro.gateway.flags.Flags;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/** Tells the routing table again, for whoever did not hear its last change. */
class RoutingReminder {

    private final Flags flags;

    RoutingReminder(Flags flags) {
        this.flags = flags;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.MINUTES)
    void remind() {
        flags.tellAgain();
    }
}
