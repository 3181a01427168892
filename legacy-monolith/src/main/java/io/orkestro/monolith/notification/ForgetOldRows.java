package io.orkestro.monolith.notification;

import io.orkestro.monolith.notification.news.Forgetful;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** Nothing is kept for ever: logs, messages and what was heard go when their time is over. */
@Component
class ForgetOldRows {

    private static final Logger log = LoggerFactory.getLogger(ForgetOldRows.class);

    private final List<Forgetful> memories;

    ForgetOldRows(List<Forgetful> memories) {
        this.memories = memories;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void run() {
        memories.forEach(ForgetOldRows::forget);
    }

    /** One that fails is tried again next time, and keeps no other from it. */
    private static void forget(Forgetful memory) {
        String name = ClassUtils.getUserClass(memory).getSimpleName();
        try {
            long forgotten = 0;
            int last = memory.forgetSome();
            while (last > 0 && !Thread.currentThread().isInterrupted()) {
                forgotten += last;
                last = memory.forgetSome();
            }
            if (forgotten > 0) {
                log.info("{} has forgotten {} rows", name, forgotten);
            }
        } catch (RuntimeException e) {
            log.warn("{} could not forget what is old", name, e);
        }
    }
}
