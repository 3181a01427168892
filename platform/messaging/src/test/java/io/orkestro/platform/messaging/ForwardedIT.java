package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.messaging.WireFormat.Received;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages about what the other side owns, and heartbeats. */
@SuppressWarnings("NullAway.Init")
class ForwardedIT extends InTheShop {

    @Autowired
    private Forwarding forwarding;

    @Autowired
    private WaitingMessages waitingMessages;

    @Autowired
    private Heartbeats heartbeats;

    @Test
    void aMessageIsPassedOnOnceHoweverOftenItComes() throws Exception {
        String subject = Shop.someSubject();
        Received received = asked(subject, 0);
        relay.stop();

        forwarding.pass(shop(), received);
        forwarding.pass(shop(), received);

        assertThat(waiting(subject)).isEqualTo(1);
        assertThat(jdbc.sql("select routing_key from outbox where subject = ?")
                        .param(subject)
                        .query(String.class)
                        .single())
                .isEqualTo("service." + Shop.ASKED);
        Received forwarded = wire.read(jdbc.sql("select body from outbox where subject = ?")
                .param(subject)
                .query(String.class)
                .single()
                .getBytes(StandardCharsets.UTF_8));
        assertThat(forwarded.envelope().id()).isEqualTo(received.envelope().id());
        assertThat(forwarded.envelope().forwards()).isEqualTo(1);
        assertThat(forwarded.whole().at("/fromTheFuture").asInt()).isEqualTo(1);
    }

    @Test
    void whatComesBackIsNoRepeatAndIsHandled() throws Exception {
        String subject = Shop.someSubject();
        Received first = asked(subject, 0);
        relay.stop();
        forwarding.pass(shop(), first);

        handle(asked(first.envelope().id(), subject, 2));
        handle(asked(first.envelope().id(), subject, 2));

        assertThat(effects.of(subject)).containsExactly(1);
        handle(first);
        assertThat(effects.of(subject)).as("the first hop ended elsewhere").containsExactly(1);
    }

    @Test
    void whatNeitherSideOwnsWaitsAndIsTriedAgain() throws Exception {
        String subject = Shop.someSubject();

        forwarding.pass(shop(), asked(subject, 1));

        assertThat(waitingMessages.count()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(effects.of(subject)).containsExactly(1));
        await().untilAsserted(() -> assertThat(waitingMessages.count()).isZero());
    }

    @Test
    void whatIsOwnedByNobodyForTooLongIsParked() throws Exception {
        String subject = Shop.someSubject();

        forwarding.pass(shop(), asked(subject, Forwarding.MOST_FORWARDS));

        assertThat(parked.list(10)).singleElement().satisfies(message -> {
            assertThat(message.subject()).isEqualTo(subject);
            assertThat(message.reason()).startsWith("owned by neither side");
        });
    }

    @Test
    void heartbeatsGoThroughEveryPartitionBehindWhatWasCommittedBefore() {
        Probe probe = probe("event.monolith.#");
        List<String> subjects = new ArrayList<>();
        relay.stop();
        for (int i = 0; i < 50; i++) {
            subjects.add(Shop.someSubject());
            append(Shop.changed(subjects.getLast(), 1));
        }
        heartbeats.beat(Shop.EXCHANGE);
        relay.start();

        await().until(() -> beats(probe).size() == 8);
        for (Envelope beat : beats(probe)) {
            int partition = Integer.parseInt(beat.subject().substring("heartbeat-".length()));
            List<Envelope> before = probe.heard.subList(0, probe.heard.indexOf(beat));
            List<String> expected = subjects.stream()
                    .filter(subject -> OutboxTable.partitionOf(subject, 8) == partition)
                    .toList();
            assertThat(before.stream().map(Envelope::subject)).containsAll(expected);
        }
    }

    @Test
    void noHeartbeatOvertakesAHeldRow() {
        String subject = Shop.someSubject();
        int partition = OutboxTable.partitionOf(subject, 8);
        Probe probe = probe("event.#");
        append(Shop.asked(Side.SERVICE, subject, 1));
        await().until(() -> holds(subject) > 0);

        heartbeats.beat(Shop.EXCHANGE);

        await().until(() -> beats(probe).size() == 7);
        await().until(() -> waiting("heartbeat-" + partition) == 0);
        assertThat(beats(probe)).noneMatch(beat -> beat.subject().equals("heartbeat-" + partition));
        await().during(Duration.ofMillis(300)).until(() -> beats(probe).size() == 7);
    }

    @Test
    void aRelayThatIsBehindIsNotHeldUpByTheHeartbeatsOfEachSecond() {
        String subject = Shop.someSubject();
        int partition = OutboxTable.partitionOf(subject, 8);
        Probe probe = probe("event.monolith.#");
        relay.stop();
        for (int second = 1; second <= 60; second++) {
            change(subject, second);
            heartbeats.beat(Shop.EXCHANGE);
        }
        PartitionRelay behind = relayOf(subject, publisher());

        int turns = 1;
        while (behind.turn() == PartitionRelay.Turn.MORE) {
            turns++;
        }

        assertThat(turns).as("and not one for each heartbeat").isLessThanOrEqualTo(5);
        assertThat(waiting(subject)).isZero();
        assertThat(waiting("heartbeat-" + partition)).isZero();
        await().until(() -> !beats(probe).isEmpty());
        assertThat(probe.heard).as("the last heartbeat, behind all changes").hasSize(61);
        assertThat(probe.heard.getLast().subject()).isEqualTo("heartbeat-" + partition);
        relay.start();
    }

    private void handle(Received received) throws Exception {
        new Handling(wire, inbox, Traces.off()).handle(shop(), received);
    }

    private static List<Envelope> beats(Probe probe) {
        return probe.heard.stream()
                .filter(envelope -> envelope.type().equals(Heartbeat.TYPE))
                .toList();
    }

    private Received asked(String subject, int forwards) throws Exception {
        return asked(UuidV7.at(Instant.now()), subject, forwards);
    }

    private Received asked(UUID id, String subject, int forwards) throws Exception {
        Envelope envelope =
                new Envelope(id, Shop.ASKED, subject, 0, 0, Instant.now(), "shop", Decision.allMonolith(), null);
        String body = wire.write(envelope, new Shop.Change(1))
                .replaceFirst("\\{", "{\"forwards\":" + forwards + ",\"fromTheFuture\":1,");
        return wire.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private Subscription shop() {
        return Subscription.of("counter", Shop.EXCHANGE)
                .onAddressed(Shop.ASKED, Shop.Change.class, effects::apply)
                .build();
    }
}
