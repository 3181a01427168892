package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.platform.routing.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Names on the broker, defaults, and what is refused at the start. */
class SettingsTests {

    record Nothing() {}

    @Test
    void theDefaultsAreTheOnesWritten() {
        MessagingProperties defaults = bind(Map.of("orkestro.messaging.side", "service"));
        assertThat(defaults)
                .isEqualTo(new MessagingProperties(
                        null,
                        Side.SERVICE,
                        "",
                        8,
                        2,
                        200,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(5),
                        50_000,
                        30,
                        3,
                        20,
                        Duration.ofDays(8)));
    }

    @Test
    void aSenselessSettingIsNamed() {
        assertThatThrownBy(() -> bind(Map.of("orkestro.messaging.partitions", "0")))
                .hasRootCauseMessage("orkestro.messaging.partitions is 0, must be 1 to 1000");
        assertThatThrownBy(() -> bind(Map.of("orkestro.messaging.confirm-timeout", "0s")))
                .hasRootCauseMessage("orkestro.messaging.confirm-timeout must be longer than nothing");
    }

    @Test
    void aQueueIsDurableQuorumLimitedAndHasItsDeadLetters() {
        Declarables declared = topology(Side.SERVICE).declarables(List.of(subscription()));
        assertThat(declared.getDeclarablesByType(Queue.class))
                .extracting(Queue::getName)
                .containsExactly("t.orders.dispatch.tracking", "t.orders.dispatch.tracking.dead");
        Queue queue = declared.getDeclarablesByType(Queue.class).getFirst();
        assertThat(queue.isDurable()).isTrue();
        assertThat(queue.getArguments())
                .containsEntry("x-queue-type", "quorum")
                .containsEntry("x-delivery-limit", 20)
                .containsEntry("x-dead-letter-exchange", "t.dead-letter")
                .containsEntry("x-dead-letter-routing-key", queue.getName());
        assertThat(declared.getDeclarablesByType(Binding.class))
                .extracting(Binding::getRoutingKey)
                .containsExactlyInAnyOrder(
                        "t.orders.dispatch.tracking", "event.*.thing.changed.v1", "service.thing.asked.v1");
    }

    @Test
    void whoIsOnNoSideReadsNothingAddressed() {
        assertThatThrownBy(() -> topology(null).declarables(List.of(subscription())))
                .hasMessageContaining("set orkestro.messaging.side");
    }

    @Test
    void twoSubscriptionsOfOneConsumerToOneExchangeAreRefused() {
        assertThatThrownBy(() -> topology(Side.SERVICE).declarables(List.of(subscription(), subscription())))
                .hasMessageContaining("make them one");
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
        assertThat(backoff.after(0)).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.after(10)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void idsBeginWithTheirTime() {
        UUID id = UuidV7.at(Instant.ofEpochMilli(0x0123_4567_89ABL));
        assertThat(id.toString()).startsWith("01234567-89ab-7");
        assertThat(id.variant()).isEqualTo(2);
        assertThat(UuidV7.at(Instant.EPOCH)).isNotEqualTo(UuidV7.at(Instant.EPOCH));
    }

    @Test
    void aSubjectIsAlwaysInTheSamePartition() {
        for (int i = 0; i < 1_000; i++) {
            String subject = "dlv_" + i;
            assertThat(OutboxTable.partitionOf(subject, 8))
                    .isBetween(0, 7)
                    .isEqualTo(OutboxTable.partitionOf(subject, 8));
        }
    }

    private static Topology topology(@Nullable Side side) {
        return new Topology("orders", side, "t.", 20);
    }

    private static Subscription subscription() {
        return Subscription.of("dispatch", "tracking")
                .onEvent("thing.changed.v1", Nothing.class, (_, _) -> {})
                .onAddressed("thing.asked.v1", Nothing.class, (_, _) -> {})
                .build();
    }

    private static MessagingProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("orkestro.messaging", MessagingProperties.class);
    }
}
