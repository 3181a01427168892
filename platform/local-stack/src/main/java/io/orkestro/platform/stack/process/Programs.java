package io.orkestro.platform.stack.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other people's programs, run to their end. */
public final class Programs {

    private static final long SECONDS = 60;

    /** What a program said, on both streams, and how it ended. */
    public record Outcome(int exit, String output) {
        public boolean succeeded() {
            return exit == 0;
        }
    }

    private Programs() {}

    public static Optional<Path> onPath(String program) {
        return Detachment.onPath(program);
    }

    public static Outcome run(String... command) {
        return run(List.of(command));
    }

    /** Answers exit 127, as a shell does, where there is no such program. */
    public static Outcome run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Outcome(124, output + "\n(no end within " + SECONDS + " s)");
            }
            return new Outcome(process.exitValue(), output.strip());
        } catch (IOException unknown) {
            return new Outcome(127, unknown.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome(130, "interrupted");
        }
    }
}
