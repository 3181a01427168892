package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.JavaCommand;
import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.PortOwner;
import io.orkestro.platform.stack.process.Programs;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The applications as processes. */
final class Applications {

    private static final int AT_A_TIME = 2;
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    /** Many small processes on one machine: the quick compiler alone halves the CPU that a start takes. */
    private static final List<String> SMALL =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    /** For all applications, after ours, so that they win: for profilers, debuggers and the other compiler. */
    private static final String JAVA_OPTIONS = "ORKESTRO_JAVA_OPTIONS";

    private final Path checkout;
    private final List<String> javaOptions;
    private final Home home;
    private final Ports ports;
    private final ApplicationEnvironment environment;
    private final Readiness readiness;
    private final Progress progress;
    private final int edges;

    Applications(StackOptions options, Ports ports, ApplicationEnvironment environment) {
        this.checkout = options.checkout();
        this.javaOptions = Stream.concat(
                        SMALL.stream(), Stream.of(options.get(JAVA_OPTIONS).split(" +")))
                .filter(option -> !option.isEmpty())
                .toList();
        this.home = options.home();
        this.ports = ports;
        this.environment = environment;
        this.readiness = new Readiness(ports);
        this.progress = options.progress();
        this.edges = options.edges();
    }

    ManagedProcess process(Instance instance) {
        return home.process(instance.label());
    }

    boolean isReady(Instance instance) {
        return readiness.of(instance);
    }

    /** Those that this checkout has code for. */
    List<Application> present() {
        return Arrays.stream(Application.values())
                .filter(application -> application.isPartOf(checkout))
                .toList();
    }

    /** Their processes. */
    List<Instance> instances() {
        return present().stream()
                .flatMap(application -> Instance.of(application, edges))
                .toList();
    }

    Map<String, String> environmentOf(Instance instance) {
        return environment.of(instance);
    }

    /** Starts what does not run, or runs from an older build: in order, two at a time. */
    void start() {
        try (ExecutorService lanes = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> starts = new ArrayList<>();
            for (Instance instance : instances()) {
                starts.add(lanes.submit(() -> start(instance)));
            }
            for (Future<?> start : starts) {
                await(start, lanes);
            }
        }
    }

    void start(Instance instance) {
        if (isAttached(instance)) {
            return;
        }
        ManagedProcess process = process(instance);
        String build = build(instance);
        if (process.isRunning() && process.build().equals(build)) {
            process.awaitReady(() -> readiness.of(instance), READY_WITHIN);
            progress.say("  %-12s runs already on port %d".formatted(instance.label(), ports.of(instance)));
            return;
        }
        if (process.isRunning()) {
            progress.say("  %-12s is being replaced by its new build".formatted(instance.label()));
            process.stop(STOP_PATIENCE);
        }
        ports.requireFree(instance);
        Stopwatch watch = Stopwatch.start();
        process.start(JavaCommand.ofJar(copyOfJar(instance, build), javaOptions), environment.of(instance), build);
        process.awaitReady(() -> readiness.of(instance), READY_WITHIN);
        progress.say("  %-12s ready on port %d in %s".formatted(instance.label(), ports.of(instance), watch));
    }

    void stop(Instance instance) {
        process(instance).stop(STOP_PATIENCE);
    }

    /** Leaves this one to its developer until the next start that finds its port free. */
    void attach(Instance instance) {
        stop(instance);
        try {
            Files.createDirectories(home.attached(instance.label()).getParent());
            Files.writeString(home.attached(instance.label()), "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isAttached(Instance instance) {
        Path mark = home.attached(instance.label());
        if (!Files.exists(mark)) {
            return false;
        }
        int port = ports.of(instance);
        if (PortOwner.isFree(port)) {
            try {
                Files.delete(mark);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return false;
        }
        progress.say("  %-12s is yours on port %d (%s)".formatted(instance.label(), port, PortOwner.describe(port)));
        return true;
    }

    /** Which build a jar is: rebuilt jars have another time. */
    private String build(Instance instance) {
        Path jar = instance.application().jarIn(checkout);
        try {
            return Files.getLastModifiedTime(jar) + "/" + Files.size(jar);
        } catch (IOException missing) {
            throw new StackFailure(
                    "%s is not built: %s is missing. Build it with: mvn -DskipTests package -pl %s -am"
                            .formatted(
                                    instance.label(),
                                    jar,
                                    instance.application().module()),
                    missing);
        }
    }

    /**
     * Its own copy: a build overwrites the jar, which would pull the classes from under a process that runs from it. Taken
     * apart: from plain jars an application starts with a quarter less CPU than from a jar of jars.
     */
    private Path copyOfJar(Instance instance, String build) {
        Path folder = home.program(instance.label());
        Path original = instance.application().jarIn(checkout);
        Path mark = folder.resolve("build");
        try {
            if (!Files.exists(mark) || !Files.readString(mark).equals(build)) {
                Files.deleteIfExists(mark);
                extract(original, folder);
                Files.writeString(mark, build);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return folder.resolve(original.getFileName());
    }

    private static void extract(Path jar, Path folder) {
        List<String> tool = JavaCommand.ofJar(jar, List.of("-Djarmode=tools"));
        List<String> task = List.of("extract", "--force", "--destination", folder.toString());
        Programs.Outcome outcome =
                Programs.run(Stream.concat(tool.stream(), task.stream()).toList());
        if (!outcome.succeeded()) {
            throw new StackFailure("%s cannot be taken apart: %s. Build it again: mvn -DskipTests package"
                    .formatted(jar, outcome.output()));
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
