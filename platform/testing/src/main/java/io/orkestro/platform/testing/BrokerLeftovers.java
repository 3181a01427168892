package io.orkestro.platform.testing;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * The exchanges and queues that a JVM's tests leave on a named broker. Those that are Spring beans are known by
 * themselves; what a test declares by other means it names here. Only names with the JVM's prefix are ever deleted.
 */
public final class BrokerLeftovers {

    private static final Set<String> queues = ConcurrentHashMap.newKeySet();
    private static final Set<String> exchanges = ConcurrentHashMap.newKeySet();

    private BrokerLeftovers() {}

    /** Deletes this queue when the JVM ends. */
    public static void queue(String name) {
        queues.add(name);
    }

    /** Deletes this exchange when the JVM ends. */
    public static void exchange(String name) {
        exchanges.add(name);
    }

    static void deleteFrom(ConnectionFactory broker) {
        try (Connection connection = broker.newConnection("orkestro-tests-clean-up")) {
            for (String queue : ours(queues)) {
                attempt(connection, channel -> channel.queueDelete(queue));
            }
            for (String exchange : ours(exchanges)) {
                attempt(connection, channel -> channel.exchangeDelete(exchange));
            }
        } catch (IOException | TimeoutException gone) {
            System.err.println("Test exchanges and queues stay behind on the broker: " + gone);
        }
    }

    private static List<String> ours(Set<String> names) {
        return names.stream().filter(name -> name.startsWith(JvmName.PREFIX)).toList();
    }

    /** On a channel of its own: Broker-J closes the channel where the name is unknown. */
    private static void attempt(Connection connection, Deletion deletion) throws IOException {
        Channel channel = connection.createChannel();
        try {
            deletion.on(channel);
            channel.close();
        } catch (IOException | TimeoutException goneAlready) {
            channel.abort();
        }
    }

    private interface Deletion {
        void on(Channel channel) throws IOException;
    }
}
