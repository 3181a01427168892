package io.orkestro.system;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that somebody else runs: what the journeys declared there goes when they end. */
final class NamedBroker {

    private static final Logger log = LoggerFactory.getLogger(NamedBroker.class);
    private static final List<String> APPLICATIONS = List.of(
            "legacy-monolith",
            "dispatch-service",
            "courier-marketplace-service",
            "tracking-service",
            "notification-service",
            "gateway-console");
    private static final List<String> EXCHANGES =
            List.of("dispatch", "courier-marketplace", "tracking", "notification", "account", "routing", "intake");
    private static final List<String> CONSUMERS = Stream.concat(
                    EXCHANGES.stream(),
                    Stream.of(
                            "console",
                            "replica",
                            "dispatch-proof-files",
                            "booking-replica",
                            "sandbox",
                            "events",
                            "notification-copies",
                            "notification-dead-endpoints",
                            "notification-tries"))
            .toList();

    private NamedBroker() {}

    /** How many messages wait in each queue there is, by the names the platform gives them, without the prefix. */
    static Map<String, Long> depths(String uri, String prefix) {
        Map<String, Long> depths = new TreeMap<>();
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(URI.create(uri));
            try (Connection connection = factory.newConnection("system-tests-look")) {
                for (String application : APPLICATIONS) {
                    for (String consumer : CONSUMERS) {
                        for (String exchange : EXCHANGES) {
                            String queue = application + "." + consumer + "." + exchange;
                            depth(connection, prefix + queue).ifPresent(depth -> depths.put(queue, depth));
                        }
                    }
                }
            }
        } catch (Exception away) {
            throw new AssertionError("The broker does not say what waits there", away);
        }
        return depths;
    }

    /** A queue that is not there ends its channel. */
    private static OptionalLong depth(Connection connection, String queue) throws IOException {
        Channel channel = connection.createChannel();
        try {
            long depth = channel.queueDeclarePassive(queue).getMessageCount();
            channel.abort();
            return OptionalLong.of(depth);
        } catch (IOException absent) {
            return OptionalLong.empty();
        }
    }

    /** Deletes the exchanges and queues that begin with the prefix, by the names the platform gives them. */
    static void leaveClean(String uri, String prefix) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(URI.create(uri));
            try (Connection connection = factory.newConnection("system-tests-clean-up");
                    Channel channel = connection.createChannel()) {
                for (String exchange : EXCHANGES) {
                    for (String application : APPLICATIONS) {
                        for (String consumer : CONSUMERS) {
                            String queue = prefix + application + "." + consumer + "." + exchange;
                            channel.queueDelete(queue);
                            channel.queueDelete(queue + ".dead");
                        }
                    }
                    channel.exchangeDelete(prefix + exchange);
                }
                channel.exchangeDelete(prefix + "dead-letter");
            }
        } catch (Exception away) {
            log.warn("Exchanges and queues of {} stay behind on the broker: {}", prefix, away.toString());
        }
    }
}
