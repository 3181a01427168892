package io.orkestro.gateway.console.flag;

import io.orkestro.gateway.flags.Flags;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Tells the routing table again, for whoever did not hear its last change. */
class RoutingReminder {

    private static final Logger log = LoggerFactory.getLogger(RoutingReminder.class);

    private final Flags flags;

    RoutingReminder(Flags flags) {
        this.flags = flags;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.MINUTES)
    void remind() {
        try {
            flags.tellAgain();
        } catch (DataAccessException | TransactionException away) {
            log.warn("The routing table is not told again this minute: {}", away.toString());
        }
    }
}
