package io.orkestro.platform.stack.deploy;

import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The new build in the empty place, beside the old one: start, wait until it is ready, watch it serve, have the old one leave, end.
 * Who sends requests turns to the new one as soon as it is ready, and back as soon as it is not; so until the old one is told to
 * leave, going back is to stop the new one.
 */
public final class Beside implements Replacement {

    private static final Duration A_SLOW_ANSWER = Duration.ofSeconds(3);

    private final Place empty;
    private final Place old;
    private final String build;
    private final Counts counts;
    private final Patience patience;
    private final InstantSource clock;
    private final Progress progress;

    public Beside(
            Place empty,
            Place old,
            String build,
            Counts counts,
            Patience patience,
            InstantSource clock,
            Progress progress) {
        this.empty = empty;
        this.old = old;
        this.build = build;
        this.counts = counts;
        this.patience = patience;
        this.clock = clock;
        this.progress = progress;
    }

    @Override
    public Course run() {
        progress.say("  start  %s at %s, beside %s".formatted(build, empty.name(), old.name()));
        empty.start(build);
        boolean inTime = Waiting.until(() -> !empty.isRunning() || empty.isReady(), patience.ready());
        if (!empty.isRunning()) {
            return back(null, "died while starting");
        }
        if (!inTime) {
            return back(
                    null, "was not ready after %d s".formatted(patience.ready().toSeconds()));
        }
        Instant ready = clock.instant();
        progress.say("  ready  requests go to %s now".formatted(empty.name()));
        String fault = watch();
        if (!fault.isEmpty()) {
            return back(ready, fault);
        }
        Instant left = clock.instant();
        progress.say("  leave  %s finishes what is under way".formatted(old.name()));
        old.stop();
        return new Course(ready, left, clock.instant(), Ending.LIVE, "");
    }

    /** @return what is wrong with it, the empty string where nothing is */
    private String watch() {
        Tally before = counts.own();
        Waiting.until(() -> !empty.isRunning() || counts.own().minus(before).isBad(), patience.watch());
        Tally seen = counts.own().minus(before);
        if (!empty.isRunning()) {
            return "died when it was to serve";
        }
        if (seen.isBad()) {
            return "failed %d of %d requests".formatted(seen.failures(), seen.requests());
        }
        if (!Waiting.until(empty::isReady, A_SLOW_ANSWER)) {
            return "was ready and is not any more";
        }
        progress.say("  watch  " + counts.inWords(seen));
        return "";
    }

    private Course back(@Nullable Instant ready, String fault) {
        progress.say("  back   %s %s; %s goes on:%n%s".formatted(build, fault, old.name(), empty.lastWords()));
        empty.stop();
        return new Course(ready, null, clock.instant(), Ending.WENT_BACK, fault);
    }
}
