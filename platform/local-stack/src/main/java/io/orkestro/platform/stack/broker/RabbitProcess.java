package io.orkestro.platform.stack.broker;

import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed RabbitMQ as a private process: its own folders, ports and name, apart from any that runs already. */
public final class RabbitProcess implements Broker {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final String USER = "orkestro";
    /** Where packages put the real script; what they put on the PATH switches to a user of theirs. */
    private static final List<Path> PACKAGES = List.of(Path.of("/usr/lib/rabbitmq/lib"), Path.of("/opt/rabbitmq"));

    /** @param epmd of Erlang's port mapper, which is private too
     *  @param erlang between Erlang nodes */
    public record RabbitPorts(int amqp, int epmd, int erlang) {}

    private final Path script;
    private final Path folder;
    private final RabbitPorts ports;
    private final String password;
    private final ManagedProcess process;

    public RabbitProcess(Path script, Path folder, RabbitPorts ports, String password, ManagedProcess process) {
        this.script = script;
        this.folder = folder;
        this.ports = ports;
        this.password = password;
        this.process = process;
    }

    /** The installed {@code rabbitmq-server}, if there is one. */
    public static Optional<Path> installed() {
        return PACKAGES.stream()
                .flatMap(RabbitProcess::scriptsIn)
                .findFirst()
                .or(() -> Programs.onPath("rabbitmq-server"));
    }

    private static Stream<Path> scriptsIn(Path packages) {
        if (!Files.isDirectory(packages)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(packages)) {
            return Stream.concat(Stream.of(packages), versions.toList().stream())
                    .map(version -> version.resolve("sbin/rabbitmq-server"))
                    .filter(Files::isExecutable);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String uri() {
        return "amqp://%s:%s@127.0.0.1:%d".formatted(USER, password, ports.amqp());
    }

    @Override
    public String describe() {
        return "RabbitMQ (%s) on port %d".formatted(script, ports.amqp());
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
        writeSettings();
        process.start(List.of(script.toString()), environment(), "");
        process.awaitReady(() -> AmqpGreeting.isAnsweredOn(ports.amqp()), READY_WITHIN);
    }

    @Override
    public void stop() {
        process.stop(STOP_PATIENCE);
        stopPortMapper();
    }

    @Override
    public void kill() {
        process.kill();
        stopPortMapper();
    }

    /** Erlang's port mapper outlives the broker. */
    private void stopPortMapper() {
        Programs.run("epmd", "-port", Integer.toString(ports.epmd()), "-kill");
    }

    private void writeSettings() {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("rabbitmq.conf"), """
                    listeners.tcp.1 = 127.0.0.1:%d
                    default_user = %s
                    default_pass = %s
                    log.console = true
                    log.console.level = warning
                    log.file = false
                    # A full disk of a developer is no reason to stop a demo.
                    disk_free_limit.absolute = 50MB
                    """.formatted(ports.amqp(), USER, password));
            // Not the machine's own, which would override ours.
            Files.writeString(folder.resolve("rabbitmq-env.conf"), "");
            Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", folder.toString());
        environment.put(
                "RABBITMQ_CONF_ENV_FILE", folder.resolve("rabbitmq-env.conf").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_NODENAME", "orkestro-%d@localhost".formatted(ports.amqp()));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(ports.erlang()));
        environment.put("ERL_EPMD_PORT", Integer.toString(ports.epmd()));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        // Then the script becomes Erlang in place of waiting for it: the pid is the broker's.
        environment.put("RUNNING_UNDER_SYSTEMD", "true");
        return environment;
    }
}
