package io.orkestro.platform.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.orkestro.platform.stack.broker.Broker;
import io.orkestro.platform.stack.broker.EmbeddedBrokerProcess;
import io.orkestro.platform.stack.broker.RabbitProcess;
import io.orkestro.platform.stack.postgres.Databases;
import io.orkestro.platform.stack.postgres.OwnPostgres;
import io.orkestro.platform.stack.postgres.PostgresAddress;
import io.orkestro.platform.stack.process.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack's own servers, killed without a warning: what they confirmed is still there. */
class OwnServersIT {

    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum", "x-delivery-limit", 5);

    @TempDir
    Path folder;

    @Test
    void postgresKeepsWhatWasCommittedThroughAKill() throws Exception {
        Home home = new Home(folder);
        OwnPostgres postgres =
                new OwnPostgres(home.data("postgres"), Ports.free().of("postgres"), "secret", home.process("postgres"));
        try {
            postgres.start();
            Databases.create(postgres.address(), List.of("monolith"));
            PostgresAddress monolith = postgres.address().withDatabase("monolith");
            monolith.execute("CREATE TABLE delivery AS SELECT 'dlv_demo_1' AS id");

            postgres.kill();
            // As after a crash of the machine: the pid in PostgreSQL's lock file is somebody else's now.
            Path lockFile = home.data("postgres").resolve("data/postmaster.pid");
            List<String> lines = Files.readAllLines(lockFile);
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.write(lockFile, lines);
            postgres.start();

            Databases.create(postgres.address(), List.of("monolith"));
            assertThat(count(monolith)).isEqualTo(1);
        } finally {
            postgres.stop();
        }
        assertThat(postgres.isRunning()).isFalse();
    }

    @Test
    void theEmbeddedBrokerKeepsWhatItConfirmedThroughAKill() throws Exception {
        Home home = new Home(folder);
        survivesAKill(new EmbeddedBrokerProcess(
                home.data("broker"), Ports.free().of("broker"), "secret", home.process("broker")));
    }

    @Test
    void anInstalledRabbitKeepsWhatItConfirmedThroughAKill() throws Exception {
        assumeTrue(RabbitProcess.installed().isPresent(), "no rabbitmq-server on this machine");
        Home home = new Home(folder);
        Ports ports = Ports.free();
        survivesAKill(new RabbitProcess(
                RabbitProcess.installed().orElseThrow(),
                home.data("rabbitmq"),
                new RabbitProcess.RabbitPorts(ports.of("broker"), ports.of("epmd"), ports.of("erlang")),
                "secret",
                home.process("broker")));
    }

    private static void survivesAKill(Broker broker) throws Exception {
        try {
            broker.start();
            Connection cut = connect(broker);
            Channel publisher = cut.createChannel();
            publisher.confirmSelect();
            publisher.queueDeclare("dispatch", true, false, false, QUORUM);
            publisher.basicPublish("", "dispatch", true, MessageProperties.PERSISTENT_BASIC, "kept".getBytes(UTF_8));
            publisher.waitForConfirmsOrDie(10_000);
            // RabbitMQ writes down within half a second that a quorum queue exists at all.
            Waiting.pause(Duration.ofSeconds(1));
            broker.kill();
            cut.abort();
            assertThat(broker.isRunning()).isFalse();

            broker.start();

            try (Connection connection = connect(broker);
                    Channel channel = connection.createChannel()) {
                assertThat(channel.basicGet("dispatch", true).getBody())
                        .asString(UTF_8)
                        .isEqualTo("kept");
            }
        } finally {
            broker.stop();
        }
        assertThat(broker.isRunning()).isFalse();
    }

    private static Connection connect(Broker broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private static int count(PostgresAddress database) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM delivery")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
