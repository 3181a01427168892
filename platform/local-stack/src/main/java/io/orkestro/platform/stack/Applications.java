package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.PortOwner;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The applications as processes. */
final class Applications {

    private static final int AT_A_TIME = 2;
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    /** Saying that it leaves, what is under way (30 s) and the end of it. */
    static final Duration DRAINED_WITHIN = Duration.ofSeconds(45);

    /** For all applications, after ours, so that they win: for profilers, debuggers and the other compiler. */
    private static final String JAVA_OPTIONS = "ORKESTRO_JAVA_OPTIONS";

    private final StackOptions options;
    private final Path checkout;
    private final List<String> javaOptions;
    private final Home home;
    private final Ports ports;
    private final ApplicationEnvironment environment;
    private final Readiness readiness;
    private final Progress progress;
    private final int edges;
    private final Map<Path, Program> programs = new ConcurrentHashMap<>();

    Applications(StackOptions options, Ports ports, ApplicationEnvironment environment) {
        this.options = options;
        this.checkout = options.checkout();
        this.javaOptions = javaOptions(options);
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

    /** Their processes: of an application with two places the one that serves. */
    List<Instance> instances() {
        return present().stream()
                .flatMap(application ->
                        application == Application.EDGE ? edges().stream() : Stream.of(serving(application)))
                .toList();
    }

    List<Instance> edges() {
        return Instance.of(Application.EDGE, edges).toList();
    }

    /** Where it is: the first place, unless somebody is at the second; the older, where both are left from a deployment. */
    Instance serving(Application application) {
        return Instance.places(application)
                .filter(place -> process(place).isRunning() || Files.exists(home.attached(place.label())))
                .min(Comparator.comparing(this::startedAt))
                .orElse(Instance.first(application));
    }

    private Instant startedAt(Instance instance) {
        return process(instance)
                .process()
                .flatMap(process -> process.info().startInstant())
                .orElse(Instant.EPOCH);
    }

    /** Of a deployment that was interrupted: its new build, which nobody has told to go on. */
    void endLeftOvers() {
        present().stream()
                .filter(Application::hasTwoPlaces)
                .map(application -> serving(application).other())
                .filter(place -> process(place).isRunning())
                .forEach(place -> {
                    progress.say("  %-12s is left from a deployment and is being stopped".formatted(place.label()));
                    process(place).stop(DRAINED_WITHIN);
                });
    }

    Map<String, String> environmentOf(Instance instance) {
        return environment.of(instance);
    }

    /** Starts what does not run, or runs from an older build: in order, two at a time. */
    void start() {
        endLeftOvers();
        try (ExecutorService lanes = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> starts = new ArrayList<>();
            for (Instance instance : instances()) {
                starts.add(lanes.submit(() -> start(instance)));
            }
            for (Future<?> start : starts) {
                await(start, lanes);
            }
        }
        deleteEarlierBuilds();
    }

    void start(Instance instance) {
        if (isAttached(instance)) {
            return;
        }
        ManagedProcess process = process(instance);
        String build = build(instance.application());
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
        process.start(program(instance.application()).command(javaOptions), environment.of(instance), build);
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

    boolean isAttached(Instance instance) {
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

    private String build(Application application) {
        return build(application, application.jarIn(checkout));
    }

    private static String build(Application application, Path jar) {
        try {
            return Program.buildOf(jar);
        } catch (IOException missing) {
            throw new StackFailure(
                    "%s is not built: %s is missing. Build it with: mvn -DskipTests package -pl %s -am"
                            .formatted(application.label(), jar, application.module()),
                    missing);
        }
    }

    private static List<String> javaOptions(StackOptions options) {
        List<String> all = new ArrayList<>(List.of(Program.SMALL_HEAP));
        if (!options.wantsAot()) {
            all.add("-XX:AOTMode=off");
        } else if (options.has(JAVA_OPTIONS)) {
            // Whoever brings an agent or another collector gets it, though no cache fits it.
            all.add("-XX:AOTMode=auto");
        }
        all.addAll(Stream.of(options.get(JAVA_OPTIONS).split(" +"))
                .filter(option -> !option.isEmpty())
                .toList());
        return all;
    }

    /** What this checkout's build of it runs from; taken apart once, however many edges ask. */
    Program program(Application application) {
        return programs.computeIfAbsent(
                options.programs(application).resolve(build(application)),
                folder -> Program.of(application.jarIn(checkout), folder));
    }

    /**
     * Lays a jar out to run beside what runs.
     *
     * @return its build
     */
    String layOut(Application application, Path jar) {
        String build = build(application, jar);
        Program.of(jar, options.programs(application).resolve(build));
        return build;
    }

    /** Starts a build that is laid out, and returns before it is ready. */
    void startBuild(Instance instance, String build) {
        ports.requireFree(instance);
        Program program = new Program(options.programs(instance.application()).resolve(build));
        process(instance).start(program.command(javaOptions), environment.of(instance), build);
    }

    /** From which nobody runs any more. */
    private void deleteEarlierBuilds() {
        Set<String> inUse = Stream.concat(
                        present().stream().map(this::build),
                        Instance.all().stream()
                                .map(this::process)
                                .filter(ManagedProcess::isRunning)
                                .map(ManagedProcess::build))
                .collect(Collectors.toSet());
        for (Application application : present()) {
            Folders.contentOf(options.programs(application)).stream()
                    .filter(folder -> !inUse.contains(folder.getFileName().toString()))
                    .forEach(Folders::delete);
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
