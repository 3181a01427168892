package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.observability.Traces;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.json.JsonMapper;

/** What a receiver does while the database is away; the rest is in {@link PoisonIT}. */
class ReceiverTests {

    record Nothing() {}

    private final WireFormat wire = new WireFormat(JsonMapper.builder().build());
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<String> handled = new ArrayList<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final Receiver receiver = receiver();

    @Test
    void aMessageIsKeptWhileTheDatabaseIsAway() {
        failures.add(new CannotCreateTransactionException("no connection"));
        failures.add(new DataAccessResourceFailureException("reset", new SQLException("reset", "08006")));
        receiver.onMessage(message());
        assertThat(handled).containsExactly("thg_1");
    }

    @Test
    void stoppedMeanwhileItGoesBackToTheQueue() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            failures.add(new CannotCreateTransactionException("no connection"));
        }
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread consumer = Thread.ofVirtual().start(() -> {
            try {
                receiver.onMessage(message());
            } catch (ImmediateRequeueAmqpException e) {
                thrown.set(e);
            }
        });
        await().until(() -> failures.size() < 1_000);
        stopped.countDown();
        consumer.join();
        assertThat(thrown.get()).isInstanceOf(ImmediateRequeueAmqpException.class);
        assertThat(handled).isEmpty();
    }

    @Test
    void aDatabaseThatObjectsIsNotAway() {
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException(new SQLException("duplicate", "23505"))))
                .isFalse();
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException(new SQLException("cancelled", "57014"))))
                .isFalse();
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException("poison"))).isFalse();
    }

    @Test
    void aDatabaseThatStopsOrHasNoRoomIsAway() {
        for (String state : List.of("08001", "53300", "57P01", "57P03", "58030", "25006")) {
            assertThat(DatabaseAway.isCauseOf(new IllegalStateException(new SQLException("away", state))))
                    .as(state)
                    .isTrue();
        }
    }

    @Test
    void anUnreadableEnvelopeSaysWhatIsMissing() {
        assertThatThrownBy(() ->
                        wire.read("{\"id\":\"%s\"}".formatted(UUID.randomUUID()).getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("not an envelope");
    }

    private Receiver receiver() {
        Subscription subscription = Subscription.of("consumer", "exchange")
                .onEvent("thing.happened.v1", Nothing.class, (envelope, _) -> handled.add(envelope.subject()))
                .build();
        Handling handling = new Handling(
                wire,
                (_, _, effect) -> {
                    RuntimeException failure = failures.poll();
                    if (failure != null) {
                        throw failure;
                    }
                    effect.run();
                },
                Traces.off());
        Parking parking = (_, _) -> {
            throw new AssertionError("parked");
        };
        return new Receiver(subscription, wire, handling, parking, (_, _) -> {}, 0, stopped);
    }

    private static Message message() {
        String body = """
                {"id":"%s","type":"thing.happened.v1","subject":"thg_1","sequence":1,"epoch":1,"unheardOf":true,
                 "occurredAt":"2026-01-01T00:00:00Z","producer":"elsewhere","decision":"SSSS","data":{"more":1}}
                """.formatted(UUID.randomUUID());
        return new Message(body.getBytes(StandardCharsets.UTF_8), new MessageProperties());
    }
}
