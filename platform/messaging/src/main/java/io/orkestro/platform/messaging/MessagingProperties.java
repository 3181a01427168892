package io.orkestro.platform.messaging;

import io.orkestro.platform.routing.Side;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the outbox, the relay and the consumers.
 *
 * @param application names the queues and the producer; {@code spring.application.name} where absent
 * @param side whose addressed messages are meant for this application; absent where it is on neither
 * @param prefix stands before the name of every exchange and queue, so installations can share a broker
 * @param partitions how many rows can be on their way in strict order independently; change it with an empty outbox
 * @param relayWorkers how many partitions are sent at once, each with a database connection and a channel
 * @param batch how many rows one transaction of the relay sends
 * @param pollInterval how long at most a committed row waits to be noticed
 * @param confirmTimeout after which a broker that has not answered is taken for gone
 * @param waitingLimit how many rows may wait before {@link Outbox#hasRoom} says no
 * @param prefetch how many unacknowledged messages a queue's consumer has in hand
 * @param retries how often a handler is tried again before its message is parked
 * @param deliveryLimit how often the broker redelivers, after crashes, before it dead-letters
 * @param inboxRetention how long repeats of a message are recognised
 */
@ConfigurationProperties("orkestro.messaging")
record MessagingProperties(
        @Nullable String application,
        @Nullable Side side,
        @DefaultValue("") String prefix,
        @DefaultValue("8") int partitions,
        @DefaultValue("2") int relayWorkers,
        @DefaultValue("200") int batch,
        @DefaultValue("300ms") Duration pollInterval,
        @DefaultValue("5s") Duration confirmTimeout,
        @DefaultValue("50000") int waitingLimit,
        @DefaultValue("30") int prefetch,
        @DefaultValue("3") int retries,
        @DefaultValue("20") int deliveryLimit,
        @DefaultValue("8d") Duration inboxRetention) {

    MessagingProperties {
        within("partitions", partitions, 1, 1_000);
        within("relay-workers", relayWorkers, 1, partitions);
        within("batch", batch, 1, 10_000);
        within("waiting-limit", waitingLimit, 1, 10_000_000);
        within("prefetch", prefetch, 1, 10_000);
        within("retries", retries, 0, 100);
        within("delivery-limit", deliveryLimit, 1, 1_000_000);
        positive("poll-interval", pollInterval);
        positive("confirm-timeout", confirmTimeout);
        positive("inbox-retention", inboxRetention);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "orkestro.messaging.%s is %d, must be %d to %d".formatted(name, value, least, most));
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("orkestro.messaging.%s must be longer than nothing".formatted(name));
        }
    }
}
