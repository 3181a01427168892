package io.orkestro.gateway.edge.report;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orkestro.gateway.edge.shadow.Comparisons;
import io.orkestro.gateway.edge.traffic.Traffic;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes sums and differences once a second, when it is over, and writes them. While the database is away they wait; what waits for too long is
 * thrown away and counted. No request knows of any of this.
 */
@Component
final class Reporter implements SmartLifecycle, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(Reporter.class);
    private static final Duration BETWEEN_ALARMS = Duration.ofMinutes(1);

    /** After the end of a second, by when what was counted in it is. */
    private static final Duration OVER = Duration.ofMillis(20);

    private final Traffic traffic;
    private final Comparisons comparisons;
    private final ReportProperties properties;
    private final Clock clock;
    private final Ledger ledger;
    private final Backlog backlog = new Backlog();
    private final AtomicLong lost = new AtomicLong();
    private volatile int waiting;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread writer;
    private boolean away;
    private boolean repeated;
    private Instant alarmedAt = Instant.EPOCH;

    Reporter(
            Traffic traffic,
            Comparisons comparisons,
            ReportProperties properties,
            Clock clock,
            @Value("${server.port:0}") int port) {
        this.traffic = traffic;
        this.comparisons = comparisons;
        this.properties = properties;
        this.clock = clock;
        this.ledger = new Ledger(properties, EdgeName.of(properties.edge(), port));
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        writer = Thread.ofPlatform().daemon().name("report").start(this::reportUntilStopped);
    }

    /** Ends with what is left, if the database takes it: as long as one write may take, and no longer. */
    @Override
    public void stop() {
        Thread ending = writer;
        writer = null;
        stopped.countDown();
        if (ending != null) {
            try {
                ending.join(properties.patience());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }

    /** After the web server in its end, so that the last requests are counted. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void reportUntilStopped() {
        CountDownLatch end = stopped;
        try {
            while (!end.await(untilNext(), TimeUnit.MILLISECONDS)) {
                backlog.add(traffic.takeOver(), comparisons.takeOver(), comparisons.takeDifferences());
                write();
            }
            backlog.add(traffic.takeAll(), comparisons.takeAll(), comparisons.takeDifferences());
            write();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ledger.close();
        }
    }

    /** Milliseconds. Right after the end of a second: whoever judges by it then has it at once. */
    private long untilNext() {
        long every = properties.every().toMillis();
        return every - Math.floorMod(clock.millis() - OVER.toMillis(), every);
    }

    private void write() {
        lost.addAndGet(
                backlog.forget(clock.instant().minus(properties.backlog()).getEpochSecond()));
        try {
            for (Backlog.Batch batch = backlog.next(); !batch.isEmpty(); batch = backlog.next()) {
                int there = ledger.write(batch);
                backlog.written(batch);
                // The first batch after a failure may have been committed before it.
                lost.addAndGet(repeated ? 0 : there);
                repeated = false;
            }
            back();
        } catch (SQLException | RuntimeException e) {
            ledger.close();
            repeated = true;
            alarm(e);
        }
        waiting = backlog.size();
    }

    private void back() {
        if (away) {
            away = false;
            alarmedAt = Instant.EPOCH;
            log.info("What was counted is written again");
        }
    }

    private void alarm(Exception reason) {
        away = true;
        Instant now = clock.instant();
        if (Duration.between(alarmedAt, now).compareTo(BETWEEN_ALARMS) >= 0) {
            alarmedAt = now;
            log.error(
                    "What was counted cannot be written, {} rows wait, {} were thrown away: {}",
                    backlog.size(),
                    lost.get(),
                    reason.toString());
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("orkestro.report.lost", lost, AtomicLong::get)
                .description("Sums and differences that were thrown away unwritten")
                .baseUnit("rows")
                .register(registry);
        Gauge.builder("orkestro.report.waiting", this, each -> each.waiting)
                .description("Sums and differences that wait for the database")
                .baseUnit("rows")
                .register(registry);
    }
}
