package io.orkestro.gateway.console.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.orkestro.gateway.console.guard.Judgement.Alarmed;
import io.orkestro.gateway.console.guard.Judgement.Finding;
import io.orkestro.gateway.console.guard.Judgement.Holding;
import io.orkestro.gateway.console.guard.Judgement.Watching;
import io.orkestro.gateway.console.guard.Judgement.Worse;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagState;
import io.orkestro.gateway.flags.Flags;
import io.orkestro.platform.routing.Capability;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Looks once a second at every capability that its service serves, and moves back what is clearly worse. One console
 * does; the others wait for its lock. Whoever takes over reads the last quarter of an hour, to know how the monolith does,
 * and judges from now on: what was and is over moves nobody.
 */
@Component
class Guard implements SchedulingConfigurer {

    static final String ACTOR = "guard";

    /** After the end of a second edges write what they saw in it. That takes them a moment. */
    private static final Duration WRITTEN = Duration.ofMillis(150);

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private final Flags flags;
    private final GuardTables tables;
    private final GuardProperties settings;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final GuardLock lock;
    private final Map<Capability, Post> posts = new EnumMap<>(Capability.class);
    private final Map<Capability, AtomicInteger> alarms = new EnumMap<>(Capability.class);
    private final Map<Capability, AtomicInteger> latches = new EnumMap<>(Capability.class);
    private final Map<Capability, Counter> moves = new EnumMap<>(Capability.class);

    Guard(
            Flags flags,
            GuardTables tables,
            GuardProperties settings,
            JdbcClient jdbc,
            DataSource database,
            MeterRegistry meters,
            Clock clock) {
        this.flags = flags;
        this.tables = tables;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
        this.lock = new GuardLock(database);
        for (Capability capability : Capability.values()) {
            alarms.put(capability, meters.gauge("orkestro.guard.alarmed", tags(capability), new AtomicInteger()));
            latches.put(capability, meters.gauge("orkestro.guard.latched", tags(capability), new AtomicInteger()));
            moves.put(capability, meters.counter("orkestro.guard.moves", tags(capability)));
        }
    }

    /** A flag as it stands, and who has watched its traffic since it does. */
    private static final class Post {

        private final FlagState flag;
        private final Watch watch;
        private final TrafficTail tail;

        private Post(FlagState flag, Watch watch, TrafficTail tail) {
            this.flag = flag;
            this.watch = watch;
            this.tail = tail;
        }
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addTriggerTask(this::look, last -> nextLook(clock.instant()));
    }

    private static Instant nextLook(Instant now) {
        return now.minus(WRITTEN).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).plus(WRITTEN);
    }

    private void look() {
        if (!settings.enabled()) {
            return;
        }
        if (!lock.isHeld()) {
            posts.clear();
            alarms.values().forEach(alarm -> alarm.set(0));
            latches.values().forEach(latch -> latch.set(0));
            return;
        }
        for (Capability capability : Capability.values()) {
            try {
                look(capability);
            } catch (DataAccessException unseen) {
                log.warn("The guard could not look at {}: {}", capability, unseen.getMessage());
            }
        }
    }

    @PreDestroy
    void end() {
        lock.release();
    }

    private void look(Capability capability) {
        boolean isLatched = tables.move(capability).filter(GuardMove::isLatched).isPresent();
        Objects.requireNonNull(latches.get(capability)).set(isLatched ? 1 : 0);
        FlagState flag = flags.find(capability);
        switch (flag.inForce()) {
            case OFF, SHADOW -> {
                posts.remove(capability);
                note(capability, Mood.IDLE, "The service serves nobody: there is nothing to move back.");
            }
            case CANARY, LIVE -> compare(flag);
            case COMPLETE -> lookAfter(flag);
        }
    }

    private void compare(FlagState flag) {
        Capability capability = flag.capability();
        Instant now = clock.instant();
        switch (watchOf(flag, now).judgement(now.getEpochSecond())) {
            case Watching watching -> note(capability, Mood.WATCHING, watching.words());
            case Holding holding -> note(capability, Mood.HOLDING, holding.words());
            case Alarmed alarmed -> note(capability, Mood.ALARMED, alarmed.words());
            case Worse worse -> moveBack(flag, worse.finding());
        }
    }

    private void lookAfter(FlagState flag) {
        Instant now = clock.instant();
        watchOf(flag, now)
                .troubleAlone(now.getEpochSecond())
                .ifPresentOrElse(
                        trouble -> note(flag.capability(), Mood.ALARMED, trouble.words()),
                        () -> note(
                                flag.capability(),
                                Mood.IDLE,
                                "The monolith's part is retired: there is nothing to go back to."));
    }

    /** Who watches this flag, having seen what there is to see. */
    private Watch watchOf(FlagState flag, Instant now) {
        Capability capability = flag.capability();
        @Nullable Post post = posts.get(capability);
        if (post == null || !post.flag.equals(flag)) {
            long judgedFrom = now.minus(TrafficTail.LATE).getEpochSecond();
            post = new Post(
                    flag,
                    new Watch(settings, flag.changedAt().getEpochSecond(), judgedFrom),
                    new TrafficTail(jdbc, capability));
            posts.put(capability, post);
        }
        post.tail.next(now).forEach(post.watch::see);
        return post.watch;
    }

    private void moveBack(FlagState flag, Finding finding) {
        Capability capability = flag.capability();
        String reason = "Guard: " + finding.words();
        Optional<FlagState> moved =
                flags.stepBack(capability, flag.version(), ACTOR, reason, after -> tables.keep(after, finding));
        posts.remove(capability);
        if (moved.isEmpty()) {
            log.info("The guard left {} alone: somebody changed it meanwhile", capability);
            return;
        }
        Objects.requireNonNull(moves.get(capability)).increment();
        log.error(
                "The guard moved {} back to {}: {}. Look at its migration page.",
                Flag.of(capability).label(),
                moved.get().words(),
                finding.words());
        note(capability, Mood.IDLE, "It moved this back, as " + finding.words() + ".");
    }

    private void note(Capability capability, Mood mood, String words) {
        int before = Objects.requireNonNull(alarms.get(capability)).getAndSet(mood == Mood.ALARMED ? 1 : 0);
        if (mood == Mood.ALARMED && before == 0) {
            log.error("{}: {}", Flag.of(capability).label(), words);
        }
        tables.keep(capability, mood, words);
    }

    private static Tags tags(Capability capability) {
        return Tags.of("capability", capability.slug());
    }
}
