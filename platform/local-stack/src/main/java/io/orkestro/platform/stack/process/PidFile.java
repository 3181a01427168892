package io.orkestro.platform.stack.process;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * Which process it was. Pids are used again, so the file keeps the start time too, and a process that started at another
 * time is somebody else's.
 */
public final class PidFile {

    /** The JDK derives start times from the clock, which may have been put right in between. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);

    private final Path file;

    public PidFile(Path file) {
        this.file = file;
    }

    /** @param build what the process was started from; the empty string where that does not matter */
    public void write(ProcessHandle process, String build) {
        String started = process.info().startInstant().map(Instant::toString).orElse("");
        PrivateFile.write(file, "pid=%d%nstarted=%s%nbuild=%s%n".formatted(process.pid(), started, build));
    }

    /** The process, if it still lives and is the one that was written. */
    public Optional<ProcessHandle> process() {
        Properties written = read();
        String pid = written.getProperty("pid", "");
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process, written.getProperty("started", "")));
    }

    /** What the process was started from. */
    public String build() {
        return read().getProperty("build", "");
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean startedAt(ProcessHandle process, String written) {
        Optional<Instant> started = process.info().startInstant();
        if (written.isEmpty() || started.isEmpty()) {
            return false;
        }
        Duration apart = Duration.between(Instant.parse(written), started.get()).abs();
        return apart.compareTo(CLOCK_TOLERANCE) <= 0;
    }

    private Properties read() {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try {
                properties.load(new StringReader(Files.readString(file)));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return properties;
    }
}
