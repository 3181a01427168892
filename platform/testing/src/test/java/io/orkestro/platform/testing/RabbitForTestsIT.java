package io.orkestro.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RabbitForTestsIT {

    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum", "x-delivery-limit", 5);

    @Test
    void theEmbeddedOneConfirmsWhatItTakesAndAcceptsRabbitsArguments() throws Exception {
        assertSpeaks(RabbitForTests.embedded());
    }

    @Test
    void aNamedOneIsUsedUnderItsUri() throws Exception {
        String uri = NamedServers.rabbitUri();
        ConnectionFactory embedded = uri == null ? RabbitForTests.embedded() : new ConnectionFactory();

        assertSpeaks(RabbitForTests.named(uri != null ? uri : "amqp://guest:guest@127.0.0.1:" + embedded.getPort()));
    }

    @Test
    void leftoversWithTheJvmsPrefixAreDeletedAndNoOthers() throws Exception {
        ConnectionFactory broker = RabbitForTests.embedded();
        try (Connection connection = broker.newConnection()) {
            Channel channel = connection.createChannel();
            channel.queueDeclare(JvmName.PREFIX + "mine", true, false, false, Map.of());
            channel.queueDeclare("theirs", true, false, false, Map.of());
            BrokerLeftovers.queue(JvmName.PREFIX + "mine");
            BrokerLeftovers.queue("theirs");

            BrokerLeftovers.deleteFrom(broker);

            assertThat(channel.queueDeclarePassive("theirs").getMessageCount()).isZero();
            assertThatThrownBy(() -> channel.queueDeclarePassive(JvmName.PREFIX + "mine"))
                    .hasStackTraceContaining("404");
        }
    }

    private static void assertSpeaks(ConnectionFactory broker) throws Exception {
        String queue = JvmName.PREFIX + "spoken";
        BrokerLeftovers.queue(queue);
        try (Connection connection = broker.newConnection();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare(queue, true, false, false, QUORUM);
            channel.basicPublish("", queue, true, MessageProperties.PERSISTENT_BASIC, "hello".getBytes(UTF_8));
            channel.waitForConfirmsOrDie(5_000);

            assertThat(channel.basicGet(queue, true).getBody()).asString(UTF_8).isEqualTo("hello");
        }
    }
}
