package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.process.Waiting;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** {@code measure [ROUNDS]}: what starting costs, with AOT caches and without, in turns; a table for docs/performance.md. */
final class Measure {

    private static final String ROUNDS = "3";
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final double NANOS = 1e9;

    private final LocalStack plain;
    private final LocalStack cached;
    private final PrintStream out;

    /** @param home of a stack that is made for this, and thrown away after it */
    Measure(Path checkout, Path home, Map<String, String> environment, PrintStream out) {
        LocalStack.Builder builder = LocalStack.builder(checkout, home)
                .with(environment)
                .with("ORKESTRO_PORT_BASE", environment.getOrDefault("ORKESTRO_PORT_BASE", "18080"));
        this.cached = builder.with("ORKESTRO_AOT", "on").tell(out::println).build();
        this.plain = builder.with("ORKESTRO_AOT", "off").build();
        this.out = out;
    }

    /** @param arguments how many starts of each, of each kind; three where nothing is said */
    int run(List<String> arguments) {
        int rounds = Integer.parseInt(arguments.isEmpty() ? ROUNDS : arguments.getFirst());
        if (!cached.train()) {
            return 1;
        }
        // The first start makes the databases.
        secondsToStart(plain);
        plain.stop();
        double plainStack = secondsToStart(plain);
        plain.stop();
        double cachedStack = secondsToStart(cached);
        Map<Application, List<Start>> plainStarts = new EnumMap<>(Application.class);
        Map<Application, List<Start>> cachedStarts = new EnumMap<>(Application.class);
        for (int round = 1; round <= rounds; round++) {
            for (Application application : cached.applications()) {
                add(plainStarts, application, start(plain, application));
                add(cachedStarts, application, start(cached, application));
            }
        }
        cached.stop();
        out.printf(
                "%nWithout a cache and with one, medians of %d starts each, one application after the other:%n%n"
                        + "| | ready in s | CPU s | resident MB |%n|---|---|---|---|%n",
                rounds);
        cached.applications()
                .forEach(application -> row(
                        application.artifact(),
                        Objects.requireNonNull(plainStarts.get(application)),
                        Objects.requireNonNull(cachedStarts.get(application))));
        out.printf(
                "| all, one after the other | | %.1f, %.1f | %.0f, %.0f |%n",
                sum(plainStarts, Start::cpuSeconds),
                sum(cachedStarts, Start::cpuSeconds),
                sum(plainStarts, Start::megabytes),
                sum(cachedStarts, Start::megabytes));
        out.printf("| the whole stack, servers too | %.1f, %.1f | | |%n", plainStack, cachedStack);
        return 0;
    }

    private record Start(double seconds, double cpuSeconds, double megabytes) {}

    private static double secondsToStart(LocalStack stack) {
        long start = System.nanoTime();
        stack.start();
        return (System.nanoTime() - start) / NANOS;
    }

    private static Start start(LocalStack stack, Application application) {
        stack.stop(application);
        long start = System.nanoTime();
        stack.start(application);
        double seconds = (System.nanoTime() - start) / NANOS;
        ProcessHandle process = stack.process(application).process().orElseThrow();
        double cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
        Waiting.pause(SETTLING);
        return new Start(seconds, cpu, Status.megabytes(process).orElse(0));
    }

    private static void add(Map<Application, List<Start>> starts, Application application, Start start) {
        starts.computeIfAbsent(application, none -> new ArrayList<>()).add(start);
    }

    private void row(String name, List<Start> plainStarts, List<Start> cachedStarts) {
        out.printf(
                "| %s | %.1f, %.1f | %.1f, %.1f | %.0f, %.0f |%n",
                name,
                median(plainStarts, Start::seconds),
                median(cachedStarts, Start::seconds),
                median(plainStarts, Start::cpuSeconds),
                median(cachedStarts, Start::cpuSeconds),
                median(plainStarts, Start::megabytes),
                median(cachedStarts, Start::megabytes));
    }

    private static double sum(Map<Application, List<Start>> starts, ToDoubleFunction<Start> figure) {
        return starts.values().stream().mapToDouble(all -> median(all, figure)).sum();
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        return figure.applyAsDouble(starts.stream()
                .sorted(Comparator.comparingDouble(figure))
                .toList()
                .get(starts.size() / 2));
    }
}
