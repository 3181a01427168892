package io.orkestro.platform.stack.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One process of the stack: started detached, logging to a file, found again by its pid file, stopped gently. */
public final class ManagedProcess {

    private static final int LAST_WORDS = 15;

    private final String name;
    private final PidFile pidFile;
    private final Path log;

    public ManagedProcess(String name, Path pidFile, Path log) {
        this.name = name;
        this.pidFile = new PidFile(pidFile);
        this.log = log;
    }

    public Optional<ProcessHandle> process() {
        return pidFile.process();
    }

    public boolean isRunning() {
        return process().isPresent();
    }

    /** What the running process was started from. */
    public String build() {
        return pidFile.build();
    }

    /** Starts it whatever runs already, with these variables over the environment of this JVM. */
    public void start(List<String> command, Map<String, String> environment, String build) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(Detachment.detached(command))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            pidFile.write(builder.start().toHandle(), build);
        } catch (IOException failed) {
            throw new StackFailure("%s does not start: %s".formatted(name, failed.getMessage()), failed);
        }
    }

    /**
     * Waits until it can be used.
     *
     * @throws StackFailure with its last log lines, where it dies before or is not ready in time
     */
    public void awaitReady(BooleanSupplier ready, Duration most) {
        boolean inTime = Waiting.until(() -> !isRunning() || ready.getAsBoolean(), most);
        if (!isRunning()) {
            throw new StackFailure(
                    "%s died while starting. Its last words (%s):%n%s".formatted(name, log, lastWords()));
        }
        if (!inTime) {
            throw new StackFailure("%s is not ready after %d s. Its last words (%s):%n%s"
                    .formatted(name, most.toSeconds(), log, lastWords()));
        }
    }

    /** SIGTERM, and SIGKILL where that is not enough within {@code patience}. */
    public void stop(Duration patience) {
        stop("TERM", patience);
    }

    /** @param signal the gentle one that this program understands */
    public void stop(String signal, Duration patience) {
        process().ifPresent(process -> {
            if (signal.equals("TERM")) {
                process.destroy();
            } else {
                signal(signal);
            }
            // One that is frozen would never hear it.
            thaw();
            if (!endsWithin(process, patience)) {
                process.destroyForcibly();
                endsWithin(process, patience);
            }
        });
        pidFile.delete();
    }

    /** SIGKILL; the pid file stays, as after a crash. */
    public void kill() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            endsWithin(process, Duration.ofSeconds(10));
        });
    }

    /** SIGSTOP: it is there, holds its connections and does nothing, as one that hangs. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT, after {@link #freeze()}. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        process().ifPresent(process -> Programs.run("kill", "-" + signal, Long.toString(process.pid())));
    }

    public String lastWords() {
        return String.join(System.lineSeparator(), lastLines(log, LAST_WORDS)).indent(4);
    }

    public static List<String> lastLines(Path log, int count) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            List<String> lines = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean endsWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
