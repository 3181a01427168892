package io.orkestro.platform.stack.postgres;

import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.PortOwner;
import io.orkestro.platform.stack.process.PrivateFile;
import io.orkestro.platform.stack.process.Programs;
import io.orkestro.platform.stack.process.StackFailure;
import io.orkestro.platform.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A PostgreSQL of the stack's own: a process on 127.0.0.1 with its data on disk, safe to kill. */
public final class OwnPostgres implements Postgres {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration LEFTOVERS_END_WITHIN = Duration.ofSeconds(15);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final Path folder;
    private final int port;
    private final String password;
    private final ManagedProcess process;

    /** @param folder for programs and data */
    public OwnPostgres(Path folder, int port, String password, ManagedProcess process) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.process = process;
    }

    @Override
    public PostgresAddress address() {
        return new PostgresAddress("127.0.0.1", port, "postgres", "postgres", password);
    }

    @Override
    public String describe() {
        return "PostgreSQL on port " + port;
    }

    @Override
    public boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public void start() {
        if (process.isRunning()) {
            return;
        }
        PostgresPrograms.requireFolder(folder);
        PostgresPrograms programs = PostgresPrograms.unpackedIn(folder.resolve("programs"));
        UnprivilegedUser user = UnprivilegedUser.forFolder(folder);
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            initialise(programs, user);
        }
        awaitEndOfLeftovers();
        process.start(user.running(command(programs)), Map.of("LC_ALL", "C"), "");
        process.awaitReady(this::answers, READY_WITHIN);
    }

    @Override
    public void stop() {
        // SIGINT is its fast shutdown: it does not wait for clients to leave.
        process.stop("INT", STOP_PATIENCE);
    }

    @Override
    public void kill() {
        process.kill();
    }

    private List<String> command(PostgresPrograms programs) {
        return List.of(
                programs.program("postgres").toString(),
                "-D",
                data().toString(),
                "-c",
                "port=" + port,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                // The defaults, written down: what is committed survives a kill -9.
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on");
    }

    private void initialise(PostgresPrograms programs, UnprivilegedUser user) {
        Path passwordFile = folder.resolve("password");
        PrivateFile.write(passwordFile, password);
        Programs.Outcome outcome = Programs.run(user.running(List.of(
                programs.program("initdb").toString(),
                "--pgdata=" + data(),
                "--username=postgres",
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale")));
        if (!outcome.succeeded()) {
            throw new StackFailure("PostgreSQL's data folder cannot be made in %s:%n%s"
                    .formatted(data(), outcome.output().indent(4)));
        }
    }

    /**
     * A killed server leaves its lock file; once the pid in it is somebody else's, PostgreSQL takes that for a running server
     * and refuses to start. And its children need a moment to notice that they are orphans.
     */
    private void awaitEndOfLeftovers() {
        Path lockFile = data().resolve("postmaster.pid");
        if (!Files.exists(lockFile)) {
            return;
        }
        boolean alive = !Waiting.until(() -> !runsOn(lockFile), Duration.ZERO);
        if (alive && answers()) {
            throw new StackFailure(
                    "A PostgreSQL that ./orkestro did not start runs on %s (pid %d). Stop it first: kill -INT %d"
                            .formatted(data(), pidIn(lockFile), pidIn(lockFile)));
        }
        if (!Waiting.until(() -> !runsOn(lockFile) && PortOwner.isFree(port), LEFTOVERS_END_WITHIN)) {
            throw new StackFailure("What is left of a killed PostgreSQL does not end: port %d, %s"
                    .formatted(port, PortOwner.describe(port)));
        }
        try {
            Files.deleteIfExists(lockFile);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean runsOn(Path lockFile) {
        return ProcessHandle.of(pidIn(lockFile))
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine())
                .filter(command -> command.contains(data().toString()))
                .isPresent();
    }

    private static long pidIn(Path lockFile) {
        try (var lines = Files.lines(lockFile)) {
            return lines.findFirst().map(String::strip).map(Long::parseLong).orElse(0L);
        } catch (IOException | NumberFormatException torn) {
            return 0;
        }
    }

    private boolean answers() {
        try (Connection connection = address().connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Path data() {
        return folder.resolve("data");
    }
}
