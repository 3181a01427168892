package io.orkestro.platform.stack.compose;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.deploy.Commit;
import io.orkestro.platform.stack.deploy.Course;
import io.orkestro.platform.stack.deploy.Deployment;
import io.orkestro.platform.stack.deploy.DeploymentLog;
import io.orkestro.platform.stack.deploy.InTurn;
import io.orkestro.platform.stack.deploy.Patience;
import io.orkestro.platform.stack.deploy.Place;
import io.orkestro.platform.stack.deploy.Replacement;
import io.orkestro.platform.stack.deploy.StandIn;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Replaces one application's image in an installation by compose. Nobody outside asks its edges, so their counts are not known. */
public final class ComposeDeployer {

    private final Docker docker;
    private final DeploymentLog log;
    private final Patience patience;
    private final Progress progress;
    private final InstantSource clock = InstantSource.system();

    public ComposeDeployer(Docker docker, DeploymentLog log, Patience patience, Progress progress) {
        this.docker = docker;
        this.log = log;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Where it ends live, the tag has to be written into {@code .env}, or the next {@code up} of all brings the old one back.
     *
     * @param version the tag of an image that is there
     */
    public Deployment deploy(Application application, String version, Optional<Commit> commit) {
        Instant started = clock.instant();
        List<Place> serving = services(application).stream()
                .map(service -> place(application, service))
                .toList();
        String before = serving.getFirst().build();
        if (before.isEmpty()) {
            throw new StackFailure("%s does not run. Start it: docker compose up -d %s"
                    .formatted(application.label(), serving.getFirst().name()));
        }
        progress.say("Deploying %s: %s instead of %s".formatted(application.label(), version, before));
        Course course = replacement(application, serving, version).run();
        Deployment deployment = Deployment.of(application.label(), before, version, commit, started, course, null);
        log.add(deployment);
        return deployment;
    }

    /** By which the file takes an image's tag. */
    public static String versionVariable(Application application) {
        return application.name() + "_VERSION";
    }

    private Replacement replacement(Application application, List<Place> serving, String version) {
        return application.hasTwoPlaces()
                ? new StandIn(
                        serving.getFirst(),
                        place(application, application.artifact() + "-b"),
                        version,
                        patience,
                        clock,
                        progress)
                : new InTurn(serving, version, patience, clock, progress);
    }

    private static List<String> services(Application application) {
        return application == Application.EDGE ? List.of("edge-1", "edge-2") : List.of(application.artifact());
    }

    private Place place(Application application, String service) {
        return new ComposePlace(docker, service, versionVariable(application));
    }
}
