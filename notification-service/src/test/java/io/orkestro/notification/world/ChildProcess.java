package io.orkestro.notification.world;

import io.orkestro.notification.NotificationApplication;
import io.orkestro.platform.contracts.ApiClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** The same service in a process of its own, on the same database, broker and mail server: it can be killed. */
@TestComponent
public class ChildProcess {

    private final JdbcConnectionDetails database;
    private final RabbitConnectionDetails broker;
    private final Environment environment;

    ChildProcess(JdbcConnectionDetails database, RabbitConnectionDetails broker, Environment environment) {
        this.database = database;
        this.broker = broker;
        this.environment = environment;
    }

    /** Its log is {@code target/<name>.log}. */
    public Process start(String name) throws IOException {
        RabbitConnectionDetails.Address address = broker.getFirstAddress();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPathWithoutTests(),
                NotificationApplication.class.getName(),
                "--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + String.valueOf(database.getPassword()),
                "--spring.rabbitmq.addresses=",
                "--spring.rabbitmq.host=" + address.host(),
                "--spring.rabbitmq.port=" + address.port(),
                "--spring.rabbitmq.username=" + broker.getUsername(),
                "--spring.rabbitmq.password=" + broker.getPassword(),
                "--spring.rabbitmq.virtual-host=" + broker.getVirtualHost(),
                "--orkestro.token.secret=" + ApiClient.SECRET,
                "--orkestro.secret-key=" + ApiClient.SECRET));
        for (String same : List.of(
                "orkestro.messaging.prefix",
                "orkestro.internal.port",
                "orkestro.internal.peers.legacy-monolith.url",
                "orkestro.internal.peers.legacy-monolith.secret",
                "orkestro.notification.webhooks.allow-private-addresses",
                "spring.mail.host",
                "spring.mail.port")) {
            command.add("--%s=%s".formatted(same, environment.getRequiredProperty(same)));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target", name + ".log"))
                .start();
    }

    /** It is not to find this world where it looks for its own parts. */
    private static String classPathWithoutTests() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
