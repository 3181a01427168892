package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The AOT caches of what was built: which are missing, and making them. */
final class AotCaches {

    private final StackOptions options;
    private final Applications applications;

    AotCaches(StackOptions options, Applications applications) {
        this.options = options;
        this.applications = applications;
    }

    /** Nothing where {@code ORKESTRO_AOT=off}. */
    List<Application> missing() {
        return options.wantsAot()
                ? applications.present().stream()
                        .filter(application ->
                                !applications.program(application).isTrained())
                        .toList()
                : List.of();
    }

    /** An image's content: {@link LocalStack#prepare}. */
    void prepare(Application application, Path folder) {
        Program program = Program.of(application.jarIn(options.checkout()), folder);
        if (options.wantsAot() && !program.isTrained()) {
            try (Training training =
                    Training.begin(options.checkout(), options.home().training())) {
                training.train(application, program);
            }
        }
        try {
            Files.write(folder.resolve("options"), program.options());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Makes those that are missing, one after the other. What cannot be trained is told, and starts without.
     *
     * @return whether none is missing now
     */
    boolean make() {
        Progress progress = options.progress();
        List<Application> missing = missing();
        if (missing.isEmpty()) {
            return true;
        }
        boolean all = true;
        try (Training training =
                Training.begin(options.checkout(), options.home().training())) {
            for (Application application : missing) {
                Stopwatch watch = Stopwatch.start();
                try {
                    training.train(application, applications.program(application));
                    progress.say("  %-12s trained in %s".formatted(application.label(), watch));
                } catch (StackFailure failure) {
                    all = false;
                    progress.say("  %-12s has no AOT cache and starts without: %s"
                            .formatted(application.label(), failure.getMessage()));
                }
            }
        }
        return all;
    }
}
