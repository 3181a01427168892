package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.deploy.Deployment;
import io.orkestro.platform.stack.deploy.Dora;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** {@code deployments}: the log as a table, and the four figures reckoned from it. */
final class ShowDeployments {

    private static final int SHOWN_OF_A_COMMIT = 9;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final LocalStack stack;
    private final PrintStream out;

    ShowDeployments(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    int run() {
        List<Deployment> log = stack.deployments();
        if (log.isEmpty()) {
            out.println("None yet. The first: ./orkestro deploy dispatch");
            return 0;
        }
        out.printf(
                "%-19s  %-12s %-12s %-12s %-9s %7s %9s %7s  %s%n",
                "started", "application", "before", "after", "commit", "seconds", "requests", "failed", "ended");
        log.forEach(this::line);
        Dora dora = Dora.of(log);
        out.printf(
                Locale.ROOT,
                """

                deployments a day      %.1f
                commit to live         %s
                change failure rate    %.0f %%
                time to restore        %s
                """,
                dora.perDay(),
                spoken(dora.leadTime()),
                dora.failureRate() * 100,
                spoken(dora.restore()));
        return 0;
    }

    private void line(Deployment each) {
        String commit = Objects.requireNonNullElse(each.commit(), "-");
        out.printf(
                Locale.ROOT,
                "%-19s  %-12s %-12s %-12s %-9s %7.1f %9s %7s  %s%n",
                WHEN.format(each.started()),
                each.service(),
                each.before(),
                each.after(),
                commit.substring(0, Math.min(SHOWN_OF_A_COMMIT, commit.length())),
                each.took().toMillis() / 1_000.0,
                Objects.requireNonNullElse(each.requests(), "-"),
                Objects.requireNonNullElse(each.failures(), "-"),
                each.why().isEmpty() ? each.ending() : each.ending() + ": " + each.why());
    }

    /** Such as "3 h 20 min", "4 min 5 s", "6.2 s". */
    static String spoken(Optional<Duration> duration) {
        if (duration.isEmpty()) {
            return "-";
        }
        Duration time = duration.get();
        if (time.toDays() > 0) {
            return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
        }
        if (time.toHours() > 0) {
            return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }
}
