package io.orkestro.platform.stack.deploy;

import io.orkestro.platform.stack.process.Programs;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** What a build was made of. */
public record Commit(String id, Instant at) {

    /**
     * As the checkout's git knows it; nothing where it does not, or is none.
     *
     * @param name of a commit, such as {@code HEAD}
     */
    public static Optional<Commit> named(String name, Path checkout) {
        Programs.Outcome shown = Programs.run(
                List.of("git", "-C", checkout.toString(), "show", "--no-patch", "--format=%H %cI", name + "^{commit}"));
        String[] words = shown.output().split(" ");
        return shown.succeeded() && words.length == 2
                ? Optional.of(
                        new Commit(words[0], OffsetDateTime.parse(words[1]).toInstant()))
                : Optional.empty();
    }
}
