package io.orkestro.platform.stack.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One replacement of one application's build: a line of the log.
 *
 * @param before the build that served
 * @param after the build that was to serve
 * @param commit what the new build was made of; null where nobody knows
 * @param committed when that was written
 * @param started the artefact was there and the command began
 * @param ready the new build was; null where it never was
 * @param left the old build was told to leave; null where it never was
 * @param ended whoever had to end had ended
 * @param requests at all edges from start to end; null where nobody could ask them
 * @param failures of them
 * @param why in a line, where it did not end live
 */
public record Deployment(
        String service,
        String before,
        String after,
        @Nullable String commit,
        @Nullable Instant committed,
        Instant started,
        @Nullable Instant ready,
        @Nullable Instant left,
        Instant ended,
        @Nullable Long requests,
        @Nullable Long failures,
        Ending ending,
        String why) {

    /**
     * What a replacement came to.
     *
     * @param atTheEdges from start to end; null where nobody could ask them
     */
    public static Deployment of(
            String service,
            String before,
            String after,
            Optional<Commit> commit,
            Instant started,
            Course course,
            @Nullable Tally atTheEdges) {
        return new Deployment(
                service,
                before,
                after,
                commit.map(Commit::id).orElse(null),
                commit.map(Commit::at).orElse(null),
                started,
                course.ready(),
                course.left(),
                course.ended(),
                atTheEdges == null ? null : atTheEdges.requests(),
                atTheEdges == null ? null : atTheEdges.failures(),
                course.ending(),
                course.why());
    }

    public boolean isLive() {
        return ending == Ending.LIVE;
    }

    /** Whether anybody could notice that something was wrong, or somebody had to be spared it. */
    public boolean isFailure() {
        return !isLive() || (failures != null && failures > 0);
    }

    /** From the built artefact until the old one had stopped. */
    public Duration took() {
        return Duration.between(started, ended);
    }
}
