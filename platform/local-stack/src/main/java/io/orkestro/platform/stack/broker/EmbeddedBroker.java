package io.orkestro.platform.stack.broker;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.util.urlstreamhandler.classpath.Handler;

/**
 * Apache Qpid Broker-J inside this JVM, speaking AMQP 0-9-1 on a TCP port of 127.0.0.1.
 *
 * <p>It stands in for RabbitMQ where none is installed. It has no dead-lettering, no TTL and no delivery limit, and
 * accepts the arguments that ask for them without a word; retry and parking are done in the database for this reason.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private final SystemLauncher launcher = new SystemLauncher();
    private final String uri;

    private EmbeddedBroker(String configuration, Map<String, String> context, String uri) {
        this.uri = uri;
        try {
            launcher.startup(Map.of(
                    "type",
                    "Memory",
                    "initialConfigurationLocation",
                    resource(configuration).toExternalForm(),
                    "startupLoggedToSystemOut",
                    "false",
                    "context",
                    context));
        } catch (Exception failed) {
            throw new IllegalStateException("The embedded broker does not start", failed);
        }
    }

    /** Forgets everything with the JVM. */
    public static EmbeddedBroker inMemory(int port, String user, String password) {
        return start("memory.json", port, user, password, temporaryFolder());
    }

    /** Keeps what was confirmed as persistent in a folder, through a kill -9 too. */
    public static EmbeddedBroker durable(Path folder, int port, String user, String password) {
        return start("durable.json", port, user, password, folder);
    }

    private static EmbeddedBroker start(String configuration, int port, String user, String password, Path folder) {
        // Its own settings are classpath: URLs, which the JDK cannot open by itself.
        Handler.register();
        Map<String, String> context = new HashMap<>();
        context.put("orkestro.broker.port", Integer.toString(port));
        context.put("orkestro.broker.user", user);
        context.put("orkestro.broker.password", password);
        context.put("orkestro.broker.folder", folder.toString());
        context.put("qpid.work_dir", folder.toString());
        // By default a queue declared with RabbitMQ's arguments (quorum, delivery limit) is refused.
        context.put("queue.behaviourOnUnknownDeclareArgument", "LOG");
        return new EmbeddedBroker(configuration, context, "amqp://%s:%s@127.0.0.1:%d".formatted(user, password, port));
    }

    /** Where clients connect: {@code amqp://user:password@127.0.0.1:port}. */
    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("orkestro-broker");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException failed) {
            throw new IllegalStateException("No temporary folder for the embedded broker", failed);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException stillInUse) {
            // A temporary folder: the machine clears what is left of it.
        }
    }

    private static URL resource(String name) {
        URL found = EmbeddedBroker.class.getResource(name);
        if (found == null) {
            throw new IllegalStateException(name + " is missing on the class path");
        }
        return found;
    }
}
