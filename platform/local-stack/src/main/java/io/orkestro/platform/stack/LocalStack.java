package io.orkestro.platform.stack;

import io.orkestro.platform.stack.demo.DemoKeys;
import io.orkestro.platform.stack.demo.Seed;
import io.orkestro.platform.stack.deploy.Deployment;
import io.orkestro.platform.stack.postgres.PostgresAddress;
import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform as processes on this machine: PostgreSQL, a broker, the applications, a demo retailer and couriers.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.builder(checkout, folder).freePorts().with("ORKESTRO_SANDBOX_SPEED", "20").build()) {
 *     stack.start();
 *     call(stack.url(Application.EDGE), stack.keys().retailer());
 *     stack.process(Application.MONOLITH).kill();
 *     stack.start();
 * }
 * }</pre>
 *
 * <p>The processes do not depend on the JVM that started them; another {@code LocalStack} of the same folder finds them again.
 */
public final class LocalStack implements AutoCloseable {

    /** The name of the process that trains while others work. */
    public static final String TRAINING = "training";

    private final StackOptions options;
    private final Ports ports;
    private final Secrets secrets;
    private final Servers servers;
    private final Applications applications;
    private final AotCaches caches;
    private final Deployer deployer;

    private LocalStack(StackOptions options) {
        this.options = options;
        this.ports = ports(options);
        this.secrets = Secrets.of(options.home());
        this.servers = new Servers(options, ports, secrets);
        this.applications =
                new Applications(options, ports, new ApplicationEnvironment(options, ports, secrets, servers));
        this.caches = new AotCaches(options, applications);
        this.deployer = new Deployer(options, ports, secrets, applications);
    }

    /**
     * @param checkout the project, its applications built
     * @param folder where this stack keeps its data; it is created, and never deleted
     */
    public static Builder builder(Path checkout, Path folder) {
        return new Builder(checkout, folder);
    }

    /** Starts what does not run, and returns when everything is ready, with a demo retailer and couriers. */
    public void start() {
        try (StackLock lock = StackLock.of(options.home())) {
            lock.hold();
            Json.write(options.home().ports(), ports);
            servers.start();
            applications.start();
            seed();
        }
    }

    /** Starts one application where it does not run, and returns when it is ready. */
    public void start(Application application) {
        start(applications.serving(application));
    }

    public void start(Instance instance) {
        applications.start(instance);
    }

    /**
     * Replaces the build of one application while it serves.
     *
     * @param what a jar, a build that is still laid out, or the empty string: what the checkout has built
     * @return how it went, which is in the log too; it may have gone back by itself
     */
    public Deployment deploy(Application application, String what) {
        try (StackLock lock = StackLock.of(options.home())) {
            lock.hold();
            return deployer.deploy(application, what);
        }
    }

    /** The same in an installation by {@code docker-compose.yml}, with the tag of an image. */
    public Deployment deployByCompose(Application application, String tag) {
        return deployer.deployByCompose(application, tag);
    }

    /** Those that there were. */
    public List<Deployment> deployments() {
        return deployer.log().all();
    }

    /** The applications whose build has no AOT cache yet, unless {@code ORKESTRO_AOT=off}. */
    public List<Application> untrained() {
        return caches.missing();
    }

    /**
     * Makes the AOT caches that are missing, for the next start. What cannot be trained is told, and starts without.
     *
     * @return whether none is missing now
     */
    public boolean train() {
        return caches.make();
    }

    /**
     * Lays out what an image runs: {@code app.jar}, {@code lib}, an AOT cache that knows the folder by this path, and
     * {@code options} for the JVM, one a line.
     *
     * @throws StackFailure where it cannot be trained
     */
    public void prepare(Application application, Path folder) {
        caches.prepare(application, folder);
    }

    /** Gently, all at once; data stay. */
    public void stop() {
        stopTraining();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Instance.all().stream()
                    .filter(instance -> applications.process(instance).isRunning())
                    .forEach(instance -> all.execute(() -> {
                        applications.stop(instance);
                        options.progress().say("  %-12s stopped".formatted(instance.label()));
                    }));
        }
        servers.stop();
        options.progress().say("  %-12s stopped".formatted("servers"));
    }

    /** Ends a training that goes on in a process of its own. */
    public void stopTraining() {
        ManagedProcess training = options.home().process(TRAINING);
        if (training.isRunning()) {
            training.kill();
            Training.abandon(options.home().training());
        }
    }

    public void stop(Application application) {
        stop(applications.serving(application));
    }

    public void stop(Instance instance) {
        applications.stop(instance);
    }

    public void restart(Application application) {
        stop(application);
        start(application);
    }

    /** SIGKILL for every process of this stack; named servers are left alone. */
    public void killEverything() {
        for (Instance instance : Instance.all()) {
            applications.process(instance).kill();
        }
        servers.kill();
    }

    /** Stops it, and drops its databases on a server that somebody else runs. */
    @Override
    public void close() {
        stop();
        if (options.has("ORKESTRO_POSTGRES_URL") && options.has("ORKESTRO_DATABASE_PREFIX")) {
            servers.dropDatabases();
        }
    }

    /** Stops this application and leaves its port to its developer. */
    public void attach(Application application) {
        applications.attach(applications.serving(application));
    }

    /** The applications that this checkout has, in the order in which they start. */
    public List<Application> applications() {
        return applications.present();
    }

    /** Their processes: one each, and {@code ORKESTRO_EDGES} edges. */
    public List<Instance> instances() {
        return applications.instances();
    }

    /** Its process, or where it will be; of several edges the first. */
    public Instance serving(Application application) {
        return applications.serving(application);
    }

    public ManagedProcess process(Application application) {
        return process(applications.serving(application));
    }

    public ManagedProcess process(Instance instance) {
        return applications.process(instance);
    }

    public boolean isReady(Application application) {
        return isReady(applications.serving(application));
    }

    public boolean isReady(Instance instance) {
        return applications.isReady(instance);
    }

    public Map<String, String> environmentOf(Application application) {
        return applications.environmentOf(applications.serving(application));
    }

    public URI url(Application application) {
        return url(applications.serving(application));
    }

    public URI url(Instance instance) {
        return URI.create("http://localhost:" + ports.of(instance));
    }

    /** What this application keeps, or uses, as its owner; null password where none is asked for. */
    public PostgresAddress databaseOf(Application application) {
        return servers.databaseOf(application);
    }

    public Ports ports() {
        return ports;
    }

    public Home home() {
        return options.home();
    }

    public Server postgres() {
        return servers.postgres();
    }

    public Server broker() {
        return servers.broker();
    }

    /** Of the console's user {@code admin}. */
    public String adminPassword() {
        return secrets.adminPassword();
    }

    /** What the applications' figures are opened with. */
    public String metricsToken() {
        return secrets.metricsToken();
    }

    /** Of the console's user {@code viewer}, who may look and change nothing. */
    public String viewerPassword() {
        return secrets.viewerPassword();
    }

    /** The demo retailer's, courier's and ops' API keys. */
    public DemoKeys keys() {
        return DemoKeys.of(options.home())
                .orElseThrow(
                        () -> new StackFailure("There are no demo keys yet. Start the stack first: ./orkestro up"));
    }

    private void seed() {
        List<String> notReady = Stream.of(Application.CONSOLE, Application.EDGE, Application.MONOLITH)
                .filter(application -> !isReady(application))
                .map(Application::label)
                .toList();
        if (!notReady.isEmpty()) {
            options.progress()
                    .say("  %-12s left as it is: %s not ready".formatted("demo", String.join(", ", notReady)));
            return;
        }
        Stopwatch watch = Stopwatch.start();
        new Seed(options.home(), url(Application.CONSOLE), url(Application.EDGE), adminPassword()).plant();
        options.progress().say("  %-12s ready in %s: a retailer and six courier fleets".formatted("demo", watch));
    }

    private static Ports ports(StackOptions options) {
        if (options.ports() != null) {
            return options.ports();
        }
        Optional<Ports> lastTime = Json.read(options.home().ports(), Ports.class);
        return Ports.areNamedIn(options.environment()) || lastTime.isEmpty()
                ? Ports.from(options.environment())
                : lastTime.get().completed();
    }

    /** What differs from stack to stack. */
    public static final class Builder {

        private final Path checkout;
        private final Home home;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private @Nullable Ports ports;
        private Progress progress = Progress.SILENT;

        private Builder(Path checkout, Path folder) {
            this.checkout = checkout;
            this.home = new Home(folder);
        }

        /** Settings of the stack and of its applications, such as {@code System.getenv()}. */
        public Builder with(Map<String, String> settings) {
            environment.putAll(settings);
            return this;
        }

        public Builder with(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** This many edges, all alike; one where nobody says. */
        public Builder edges(int count) {
            return with("ORKESTRO_EDGES", Integer.toString(count));
        }

        /** On ports that nobody uses, beside whatever runs. */
        public Builder freePorts() {
            ports = Ports.free();
            return this;
        }

        public Builder tell(Progress listener) {
            progress = listener;
            return this;
        }

        public LocalStack build() {
            return new LocalStack(new StackOptions(checkout, home, environment, ports, progress));
        }
    }
}
