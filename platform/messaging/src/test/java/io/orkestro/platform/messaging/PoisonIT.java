package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import io.orkestro.platform.messaging.ParkedMessages.Parked;
import io.orkestro.platform.messaging.Publisher.RowRefused;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.testing.BrokerLeftovers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.MessageProperties;

/** Promise 6: what cannot be sent, or cannot be handled, is in nobody's way. */
class PoisonIT extends InTheShop {

    private static final String NOWHERE = "nowhere";

    private final String subject = Shop.someSubject();

    @AfterEach
    void theConsumersRun() {
        consumers.start();
    }

    @Nested
    class InTheOutbox {

        @Test
        void aRowForAMissingExchangeHoldsItsSubjectAlone() throws IOException {
            String other = besides(subject);
            append(toNowhere(subject));
            change(subject, 2);
            change(other, 1);

            await().until(() -> effects.of(other).equals(List.of(1)));
            await().until(() -> holds(subject) >= 2);
            assertThat(effects.of(subject)).isEmpty();

            Channel channel = channel();
            String exchange = topology.exchange(NOWHERE);
            BrokerLeftovers.exchange(exchange);
            channel.exchangeDeclare(exchange, "topic", true);
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, exchange, "#");
            await().until(() -> effects.of(subject).equals(List.of(2)));
            GetResponse arrived = channel.basicGet(queue, true);
            assertThat(arrived).isNotNull();
            channel.queueDelete(queue);
            channel.exchangeDelete(exchange);
        }

        @Test
        void manyRowsForAMissingExchangeAreInNobodysWay() {
            relay.stop();
            String other = besides(subject);
            transactions.executeWithoutResult(_ -> {
                for (int row = 0; row < 500; row++) {
                    outbox.append(toNowhere(besides(subject)));
                }
            });
            change(other, 1);
            PartitionRelay oneRelay = relayOf(subject, publisher());
            for (int turn = 0; turn < 5; turn++) {
                oneRelay.turn();
            }
            assertThat(waiting(other)).isZero();
        }

        @Test
        void aRowThatCannotEvenBeWrittenToTheWireHoldsItsSubjectAlone() {
            String other = besides(subject);
            // A routing key has 255 bytes at most.
            append(Message.event(
                    Shop.EXCHANGE, "x".repeat(300), subject, 1, 1, Decision.allMonolith(), new Shop.Change(1)));
            change(other, 1);

            await().until(() -> effects.of(other).equals(List.of(1)));
            await().until(() -> holds(subject) >= 1);
        }

        @Test
        void controlWithoutHoldingTheWholePartitionStandsStill() {
            relay.stop();
            String other = besides(subject);
            append(toNowhere(subject));
            change(other, 1);
            OutboxTable table = new OutboxTable(dataSource);
            Publisher publisher = publisher();

            for (int turn = 0; turn < 3; turn++) {
                assertThatThrownBy(() -> publisher.publish(table.next(OutboxTable.partitionOf(other, 8), 200)))
                        .isInstanceOf(RowRefused.class);
            }
            assertThat(waiting(other)).isEqualTo(1);
        }

        private static Message toNowhere(String subject) {
            return Message.event(NOWHERE, Shop.CHANGED, subject, 1, 1, Decision.allMonolith(), new Shop.Change(1));
        }
    }

    @Nested
    class InTheInbox {

        @Test
        void aMessageThatFailsForAMomentIsTriedAgain() {
            effects.poisoned.put(subject, 2);
            change(subject, 1);
            await().until(() -> effects.of(subject).equals(List.of(1)));
            assertThat(parked.count()).isZero();
        }

        @Test
        void aMessageThatFailsAgainAndAgainIsParkedAndTheOthersGoOn() {
            String other = besides(subject);
            effects.poisoned.put(subject, Integer.MAX_VALUE);
            change(subject, 1);
            change(other, 1);

            await().until(() -> effects.of(other).equals(List.of(1)));
            Parked poison = onlyParked();
            assertThat(poison.subject()).isEqualTo(subject);
            assertThat(poison.type()).isEqualTo(Shop.CHANGED);
            assertThat(poison.consumer()).isEqualTo("counter");
            assertThat(poison.exchange()).isEqualTo(Shop.EXCHANGE);
            assertThat(poison.reason()).isEqualTo("java.lang.IllegalStateException: poisoned");
            assertThat(poison.attempts()).isEqualTo(4);
            assertThat(effects.of(subject)).isEmpty();
        }

        @Test
        void aParkedMessageIsReplayedOnceItsHandlerIsMended() {
            effects.poisoned.put(subject, Integer.MAX_VALUE);
            change(subject, 1);
            Parked poison = onlyParked();

            assertThat(parked.replay(poison.consumer(), poison.id())).isFalse();
            assertThat(onlyParked().attempts()).isEqualTo(5);
            effects.poisoned.clear();
            assertThat(parked.replay(poison.consumer(), poison.id())).isTrue();
            assertThat(effects.of(subject)).containsExactly(1);
            assertThat(parked.count()).isZero();
            assertThat(parked.replay(poison.consumer(), poison.id()))
                    .as("twice")
                    .isFalse();
        }

        @Test
        void aParkedMessageIsDiscarded() {
            effects.poisoned.put(subject, Integer.MAX_VALUE);
            change(subject, 1);
            Parked poison = onlyParked();
            assertThat(parked.discard(poison.consumer(), poison.id())).isTrue();
            assertThat(parked.discard(poison.consumer(), poison.id())).isFalse();
            assertThat(parked.count()).isZero();
        }

        @Test
        void whatIsNoEnvelopeIsParkedAsItCame() throws IOException {
            sendToQueue("{\"id\":\"\0 not json");
            Parked unreadable = onlyParked();
            assertThat(unreadable.envelope()).startsWith("{\"id\":\"\uFFFD not");
            assertThat(unreadable.reason()).contains("not an envelope");
        }

        @Test
        void dataThatLacksWhatTheConsumerNeedsIsParkedAtOnce() throws IOException {
            sendToQueue(envelope(Shop.CHANGED, "{\"number\":\"a word\"}"));
            Parked wrong = onlyParked();
            assertThat(wrong.reason()).contains("data is not a Change");
            assertThat(wrong.attempts()).isEqualTo(1);
        }

        @Test
        void aTypeThatTheConsumerDoesNotKnowIsParked() throws IOException {
            sendToQueue(envelope("thing.melted.v1", "{}"));
            assertThat(onlyParked().reason()).contains("counter does not know thing.melted.v1");
        }

        @Test
        void whatTheBrokerGaveUpOnIsParkedToo() throws IOException {
            Channel channel = channel();
            assumeThat(channel.getConnection().getServerProperties().get("product"))
                    .as("Broker-J has no dead letters")
                    .hasToString("RabbitMQ");
            consumers.stop();
            change(subject, 1);
            await().until(() -> waiting(subject) == 0);
            String queue = topology.queue(shop());
            await().until(() -> channel.messageCount(queue) == 1);
            GetResponse inHand = channel.basicGet(queue, false);
            channel.basicReject(inHand.getEnvelope().getDeliveryTag(), false);
            consumers.start();

            Parked dead = onlyParked();
            assertThat(dead.subject()).isEqualTo(subject);
            assertThat(dead.reason()).contains("dead-lettered by the broker");
            assertThat(parked.replay(dead.consumer(), dead.id())).isTrue();
            assertThat(effects.of(subject)).containsExactly(1);
        }

        @Test
        void controlWithoutParkingTheNextMessageIsNeverReached() throws Exception {
            effects.poisoned.put(subject, Integer.MAX_VALUE);
            CountDownLatch stopped = new CountDownLatch(1);
            Receiver neverGivesUp = new Receiver(
                    shop(),
                    wire,
                    new Handling(wire, inbox, Traces.off()),
                    parkingLot,
                    (_, _) -> {},
                    Integer.MAX_VALUE,
                    stopped);
            Thread consumer = Thread.ofVirtual().start(() -> {
                neverGivesUp.onMessage(received(subject));
                neverGivesUp.onMessage(received("thg_behind"));
            });
            await().until(() -> effects.seen.stream()
                            .filter(envelope -> envelope.subject().equals(subject))
                            .count()
                    > 5);
            assertThat(effects.of("thg_behind")).isEmpty();
            stopped.countDown();
            consumer.join(Duration.ofSeconds(5));
        }

        private Parked onlyParked() {
            await().until(() -> parked.count() == 1);
            return parked.list(10).getFirst();
        }

        private org.springframework.amqp.core.Message received(String about) {
            return new org.springframework.amqp.core.Message(
                    envelope(Shop.CHANGED, "{\"number\":1}", about).getBytes(StandardCharsets.UTF_8),
                    new MessageProperties());
        }

        private String envelope(String type, String data) {
            return envelope(type, data, subject);
        }

        private String envelope(String type, String data, String about) {
            return """
                    {"id":"%s","type":"%s","subject":"%s","occurredAt":"2026-01-01T00:00:00Z",
                     "producer":"elsewhere","decision":"MMMM","data":%s}
                    """.formatted(UUID.randomUUID(), type, about, data);
        }

        private Subscription shop() {
            return Subscription.of("counter", Shop.EXCHANGE)
                    .onEvent(Shop.CHANGED, Shop.Change.class, effects::apply)
                    .build();
        }

        private void sendToQueue(String body) throws IOException {
            channel().basicPublish("", topology.queue(shop()), null, body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
