package io.orkestro.marketplace.courier;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The couriers' health, known by heart: who asks waits for no database, and hears what was true half a minute ago. */
@Component
public class CourierHealth {

    private static final Logger log = LoggerFactory.getLogger(CourierHealth.class);

    private final Tallies tallies;
    private final Clock clock;
    private volatile Checkup latest = new Checkup(Map.of(), Instant.EPOCH);

    CourierHealth(Tallies tallies, Clock clock) {
        this.tallies = tallies;
        this.clock = clock;
    }

    /**
     * Everyone's health at one moment.
     *
     * @param byCourier of those with a record
     */
    record Checkup(Map<String, Health> byCourier, Instant asOf) {

        Health of(String courierId) {
            return byCourier.getOrDefault(courierId, Health.NEW);
        }
    }

    /** Whether it is asked this time; see {@link Health#isAsked}. */
    public boolean isAsked(String requestId, String courierId) {
        return latest.of(courierId).isAsked(requestId, courierId);
    }

    Checkup latest() {
        return latest;
    }

    /** Before the first request, and then in the background. Where the record cannot be read, what is known stands. */
    @EventListener(ApplicationStartedEvent.class)
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT30S")
    void follow() {
        try {
            refresh();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The couriers' record cannot be read, their health is that of {}", latest.asOf(), e);
        }
    }

    void refresh() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<String, Health> byCourier = new HashMap<>();
        tallies.since(
                now.minus(Health.WINDOW), (courierId, record) -> byCourier.put(courierId, Health.of(record, now)));
        latest = new Checkup(Map.copyOf(byCourier), now);
    }
}
