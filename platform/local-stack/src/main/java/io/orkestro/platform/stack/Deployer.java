package io.orkestro.platform.stack;

import io.orkestro.platform.stack.compose.ComposeDeployer;
import io.orkestro.platform.stack.compose.InstalledDocker;
import io.orkestro.platform.stack.deploy.Beside;
import io.orkestro.platform.stack.deploy.Commit;
import io.orkestro.platform.stack.deploy.Counts;
import io.orkestro.platform.stack.deploy.Course;
import io.orkestro.platform.stack.deploy.Deployment;
import io.orkestro.platform.stack.deploy.DeploymentLog;
import io.orkestro.platform.stack.deploy.EdgeCounts;
import io.orkestro.platform.stack.deploy.InTurn;
import io.orkestro.platform.stack.deploy.Patience;
import io.orkestro.platform.stack.deploy.Place;
import io.orkestro.platform.stack.deploy.Replacement;
import io.orkestro.platform.stack.process.StackFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Replaces the build of one application of a stack that runs, and writes down how that went. */
final class Deployer {

    /** Names the commit of a build that was not made of this checkout as it is. */
    private static final String COMMIT = "ORKESTRO_COMMIT";

    private final StackOptions options;
    private final Ports ports;
    private final String metricsToken;
    private final Applications applications;
    private final DeploymentLog log;
    private final InstantSource clock = InstantSource.system();

    Deployer(StackOptions options, Ports ports, Secrets secrets, Applications applications) {
        this.options = options;
        this.ports = ports;
        this.metricsToken = secrets.metricsToken();
        this.applications = applications;
        this.log = new DeploymentLog(options.home().deployments());
    }

    DeploymentLog log() {
        return log;
    }

    /** @param what a jar, a build that is still laid out, or the empty string: what the checkout has built */
    Deployment deploy(Application application, String what) {
        Instant started = clock.instant();
        applications.endLeftOvers();
        List<Place> serving = serving(application);
        String before = serving.getFirst().build();
        String build = layOut(application, what);
        Optional<Commit> commit = commitOf(build, what);
        options.progress().say("Deploying %s: %s instead of %s".formatted(application.label(), build, before));
        List<URI> edges = applications.edges().stream()
                .map(edge -> URI.create("http://localhost:" + ports.of(edge)))
                .toList();
        EdgeCounts counts = new EdgeCounts(edges, metricsToken, labelsOf(application));
        Course course;
        try (counts) {
            course = replacement(application, serving, build, counts).run();
        }
        Deployment deployment =
                Deployment.of(application.label(), before, build, commit, started, course, counts.all());
        log.add(deployment);
        return deployment;
    }

    /** @param tag of an image, and of a commit too, if it is known what the image was made of */
    Deployment deployByCompose(Application application, String tag) {
        Optional<Commit> commit = Commit.named(options.has(COMMIT) ? options.get(COMMIT) : tag, options.checkout());
        return new ComposeDeployer(new InstalledDocker(options.checkout()), log, Patience.USUAL, options.progress())
                .deploy(application, tag, commit);
    }

    private List<Place> serving(Application application) {
        List<Instance> instances =
                application == Application.EDGE ? applications.edges() : List.of(applications.serving(application));
        for (Instance instance : instances) {
            if (applications.isAttached(instance)) {
                throw new StackFailure("%s is yours (./orkestro attach): end yours and ./orkestro up first"
                        .formatted(instance.label()));
            }
            if (!applications.process(instance).isRunning()) {
                throw new StackFailure("%s does not run, so there is nothing to replace. Start it: ./orkestro up"
                        .formatted(instance.label()));
            }
        }
        return instances.stream().map(this::place).toList();
    }

    private Replacement replacement(Application application, List<Place> serving, String build, Counts counts) {
        return application.hasTwoPlaces()
                ? new Beside(
                        place(applications.serving(application).other()),
                        serving.getFirst(),
                        build,
                        counts,
                        Patience.USUAL,
                        clock,
                        options.progress())
                : new InTurn(serving, build, Patience.USUAL, clock, options.progress());
    }

    private Place place(Instance instance) {
        return new LocalPlace(applications, instance);
    }

    private String layOut(Application application, String what) {
        if (what.isEmpty()) {
            return applications.layOut(application, application.jarIn(options.checkout()));
        }
        Path jar = Path.of(what);
        if (Files.isRegularFile(jar)) {
            return applications.layOut(application, jar);
        }
        List<String> builds = Folders.contentOf(options.programs(application)).stream()
                .map(folder -> folder.getFileName().toString())
                .filter(name -> !name.endsWith(".part"))
                .toList();
        return builds.stream()
                .filter(build -> build.startsWith(what))
                .reduce((one, other) -> {
                    throw new StackFailure("%s is the beginning of several builds: %s".formatted(what, builds));
                })
                .orElseThrow(() ->
                        new StackFailure("%s is neither a jar nor a build of %s that is still there. There are: %s"
                                .formatted(what, application.label(), String.join(", ", builds))));
    }

    private Optional<Commit> commitOf(String build, String what) {
        if (options.has(COMMIT)) {
            return Commit.named(options.get(COMMIT), options.checkout());
        }
        return what.isEmpty() ? Commit.named("HEAD", options.checkout()) : log.commitOf(build);
    }

    /** By which the edges' figures tell what this application served. */
    private static List<String> labelsOf(Application application) {
        return switch (application) {
            case EDGE, CONSOLE -> List.of();
            case MONOLITH -> List.of("side=\"monolith\"");
            case MARKETPLACE -> ofService("courier-marketplace");
            case DISPATCH, TRACKING, NOTIFICATION -> ofService(application.label());
        };
    }

    private static List<String> ofService(String capability) {
        return List.of("side=\"service\"", "capability=\"%s\"".formatted(capability));
    }
}
