package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import io.orkestro.platform.messaging.PartitionRelay.Turn;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.testing.TcpProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise 3: a row is deleted only when a queue has its message. A confirm alone does not say so; silence says nothing. */
class ConfirmedIT extends InTheShop {

    private final String subject = Shop.someSubject();

    @Test
    void aMessageThatNoQueueWantsWaitsForOne() {
        append(Shop.asked(Side.SERVICE, subject, 1));
        append(Shop.asked(Side.SERVICE, subject, 2));
        await().until(() -> holds(subject) >= 2);
        assertThat(waiting(subject)).isEqualTo(2);

        Probe service = probe("service.#");
        await().until(() -> service.numbersOf(subject).size() == 2);
        await().until(() -> waiting(subject) == 0);
    }

    @Test
    void controlAConfirmIsGivenForAMessageThatNobodyHas() throws Exception {
        relay.stop();
        append(Shop.asked(Side.SERVICE, subject, 1));
        OutboxRow row = new OutboxTable(dataSource)
                .next(OutboxTable.partitionOf(subject, 8), 1)
                .getFirst();
        Channel channel = channel();
        channel.confirmSelect();
        channel.basicPublish(
                topology.exchange(row.exchange()),
                row.routingKey(),
                null,
                row.body().getBytes(StandardCharsets.UTF_8));

        assertThat(channel.waitForConfirms(5_000)).as("confirmed").isTrue();
        Probe late = probe("service.#");
        append(Shop.asked(Side.SERVICE, subject, 2));
        relay.start();
        await().until(() -> late.numbersOf(subject).size() == 2);
        // Two, because the row is still there: had the confirm been believed, the first would be nowhere.
        assertThat(late.heard).hasSize(2);
    }

    @Test
    void silenceIsNoConfirmAndEndsInTime() {
        relay.stop();
        TcpProxy wireToBroker = wireToBroker();
        Publisher publisher = publisherThrough(wireToBroker, Duration.ofMillis(300));
        PartitionRelay oneRelay = relayOf(subject, publisher);

        change(subject, 1);
        assertThat(oneRelay.turn()).isEqualTo(Turn.DONE);
        wireToBroker.blackHole();
        change(subject, 2);
        assertThatThrownBy(oneRelay::turn).hasMessageContaining("no confirm within");
        assertThat(waiting(subject)).isEqualTo(1);
        assertThatThrownBy(oneRelay::turn).as("still silent").isInstanceOf(RuntimeException.class);

        wireToBroker.heal();
        await().ignoreExceptions().until(() -> {
            oneRelay.turn();
            return waiting(subject) == 0;
        });
        await().until(() -> effects.of(subject).equals(List.of(1, 2)));
    }

    @Test
    void aConnectionCutAgainAndAgainLosesNothingAndDoublesNoEffect() {
        relay.stop();
        TcpProxy wireToBroker = wireToBroker();
        Relay overTheWire = anotherRelay(() -> publisherThrough(wireToBroker, Duration.ofMillis(500)), 20);
        overTheWire.start();
        for (int number = 1; number <= 300; number++) {
            change(subject, number);
            if (number % 75 == 0) {
                wireToBroker.reset();
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> waiting(subject) == 0);
        await().until(() -> effects.of(subject).size() >= 300);
        assertThat(effects.of(subject)).doesNotHaveDuplicates().hasSize(300);
    }
}
