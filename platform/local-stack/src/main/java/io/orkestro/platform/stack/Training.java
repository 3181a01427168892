package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Makes AOT caches: a program is run once, with the JVM recording, on a PostgreSQL and a broker of the training's own, until it
 * has started and answered. So a cache needs no server that anybody else uses, in an image's build or here, and knows the
 * drivers, the migrations and the web server too.
 */
final class Training implements AutoCloseable {

    /** Recording is slow, and machines are busy. */
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(5);

    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(5);

    private final Home home;
    private final Servers servers;
    private final ApplicationEnvironment environment;
    private final Readiness readiness;

    private Training(Path checkout, Home home) {
        this.home = home;
        Map<String, String> embedded = Map.of("ORKESTRO_BROKER", "embedded");
        Ports ports = Ports.free();
        StackOptions options = new StackOptions(checkout, home, embedded, ports, Progress.SILENT);
        Secrets secrets = Secrets.of(home);
        this.servers = new Servers(options, ports, secrets);
        this.environment = new ApplicationEnvironment(options, ports, secrets, servers);
        this.readiness = new Readiness(ports);
    }

    /** @param home for its servers; what is there, of one that was killed, is thrown away */
    static Training begin(Path checkout, Home home) {
        abandon(home);
        Training training = new Training(checkout, home);
        training.servers.start();
        return training;
    }

    /** Ends what a training left that was killed. */
    static void abandon(Home home) {
        Instance.all().forEach(instance -> home.process(instance.label()).kill());
        home.process(Servers.BROKER).kill();
        home.process(Servers.POSTGRES).kill();
        Folders.delete(home.folder());
    }

    /**
     * @throws StackFailure with the reason, where there is no cache after it
     */
    void train(Application application, Program program) {
        Path recorded = program.folder().resolve("recorded.cache");
        Instance instance = Instance.first(application);
        ManagedProcess process = home.process(application.label());
        process.start(program.recordingCommand(recorded), environment.of(instance), "");
        try {
            // Not until it is ready: an edge alone never is.
            process.awaitReady(() -> readiness.isAlive(instance), STARTED_WITHIN);
            readiness.of(instance);
            readiness.get(instance, "/v1/deliveries");
        } finally {
            process.stop(WRITTEN_WITHIN);
        }
        if (!Files.exists(recorded)) {
            throw new StackFailure("The JVM wrote no cache. Its last words:%n%s".formatted(process.lastWords()));
        }
        program.keep(recorded);
    }

    @Override
    public void close() {
        abandon(home);
    }
}
