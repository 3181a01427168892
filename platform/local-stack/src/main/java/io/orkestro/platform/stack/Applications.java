package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.JavaCommand;
import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.PortOwner;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The applications as processes. */
final class Applications {

    private static final int AT_A_TIME = 2;
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    /** Many small processes on one machine: the quick compiler alone halves the CPU that a start takes. */
    private static final List<String> SMALL = List.of(
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    private final Path checkout;
    private final Home home;
    private final Ports ports;
    private final ApplicationEnvironment environment;
    private final Readiness readiness;
    private final Progress progress;

    Applications(StackOptions options, Ports ports, ApplicationEnvironment environment) {
        this.checkout = options.checkout();
        this.home = options.home();
        this.ports = ports;
        this.environment = environment;
        this.readiness = new Readiness(ports);
        this.progress = options.progress();
    }

    ManagedProcess process(Application application) {
        return home.process(application.label());
    }

    boolean isReady(Application application) {
        return readiness.of(application);
    }

    /** Those that this checkout has code for. */
    List<Application> present() {
        return Arrays.stream(Application.values())
                .filter(application -> application.isPartOf(checkout))
                .toList();
    }

    Map<String, String> environmentOf(Application application) {
        return environment.of(application);
    }

    /** Starts what does not run, or runs from an older build: in order, two at a time. */
    void start() {
        try (ExecutorService lanes = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> starts = new ArrayList<>();
            for (Application application : present()) {
                starts.add(lanes.submit(() -> start(application)));
            }
            for (Future<?> start : starts) {
                await(start, lanes);
            }
        }
    }

    void start(Application application) {
        if (isAttached(application)) {
            return;
        }
        ManagedProcess process = process(application);
        String build = build(application);
        if (process.isRunning() && process.build().equals(build)) {
            process.awaitReady(() -> readiness.of(application), READY_WITHIN);
            progress.say("  %-12s runs already on port %d".formatted(application.label(), ports.of(application)));
            return;
        }
        if (process.isRunning()) {
            progress.say("  %-12s is being replaced by its new build".formatted(application.label()));
            process.stop(STOP_PATIENCE);
        }
        ports.requireFree(application.label());
        Stopwatch watch = Stopwatch.start();
        process.start(JavaCommand.ofJar(copyOfJar(application), SMALL), environment.of(application), build);
        process.awaitReady(() -> readiness.of(application), READY_WITHIN);
        progress.say("  %-12s ready on port %d in %s".formatted(application.label(), ports.of(application), watch));
    }

    void stop(Application application) {
        process(application).stop(STOP_PATIENCE);
    }

    /** Leaves this one to its developer until the next start that finds its port free. */
    void attach(Application application) {
        stop(application);
        try {
            Files.createDirectories(home.attached(application.label()).getParent());
            Files.writeString(home.attached(application.label()), "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isAttached(Application application) {
        Path mark = home.attached(application.label());
        if (!Files.exists(mark)) {
            return false;
        }
        int port = ports.of(application);
        if (PortOwner.isFree(port)) {
            try {
                Files.delete(mark);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return false;
        }
        progress.say("  %-12s is yours on port %d (%s)".formatted(application.label(), port, PortOwner.describe(port)));
        return true;
    }

    /** Which build a jar is: rebuilt jars have another time. */
    private String build(Application application) {
        Path jar = application.jarIn(checkout);
        try {
            return Files.getLastModifiedTime(jar) + "/" + Files.size(jar);
        } catch (IOException missing) {
            throw new StackFailure(
                    "%s is not built: %s is missing. Build it with: mvn -DskipTests package -pl %s -am"
                            .formatted(application.label(), jar, application.module()),
                    missing);
        }
    }

    /** A build overwrites the jar, which would pull the classes from under a process that runs from it. */
    private Path copyOfJar(Application application) {
        Path copy = home.jar(application.label());
        try {
            Files.createDirectories(copy.getParent());
            return Files.copy(application.jarIn(checkout), copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void await(Future<?> start, ExecutorService lanes) {
        try {
            start.get();
        } catch (ExecutionException failed) {
            lanes.shutdownNow();
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            lanes.shutdownNow();
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while starting", stopped);
        }
    }
}
