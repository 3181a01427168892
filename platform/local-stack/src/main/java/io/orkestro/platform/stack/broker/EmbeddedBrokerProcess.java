package io.orkestro.platform.stack.broker;

import io.orkestro.platform.stack.process.JavaCommand;
import io.orkestro.platform.stack.process.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Broker-J as a process with its messages on disk: where no RabbitMQ is installed. */
public final class EmbeddedBrokerProcess implements Broker {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final int port;
    private final String password;
    private final ManagedProcess process;

    public EmbeddedBrokerProcess(Path folder, int port, String password, ManagedProcess process) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.process = process;
    }

    @Override
    public String uri() {
        return "amqp://%s:%s@127.0.0.1:%d".formatted(BrokerMain.USER, password, port);
    }

    @Override
    public String describe() {
        return "embedded broker (Qpid Broker-J) on port " + port;
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
        Path ready = BrokerMain.readyFile(folder);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(ready);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        List<String> options =
                List.of("-Xmx256m", "-Dderby.system.home=" + folder, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        process.start(
                JavaCommand.ofClass(BrokerMain.class, options, List.of(folder.toString(), Integer.toString(port))),
                Map.of(BrokerMain.PASSWORD, password),
                "");
        process.awaitReady(() -> Files.exists(ready) && AmqpGreeting.isAnsweredOn(port), READY_WITHIN);
    }

    @Override
    public void stop() {
        process.stop(STOP_PATIENCE);
    }

    @Override
    public void kill() {
        process.kill();
    }
}
