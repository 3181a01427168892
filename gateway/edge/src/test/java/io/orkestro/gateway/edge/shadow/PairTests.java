package io.orkestro.gateway.edge.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PairTests {

    private static final ComparedRoute ROUTE = ComparedRoute.rehearsed("POST /v1/quotes", Rules.EXACT);
    private static final Answer ANSWER = Answer.of(200, null, "application/json", null, null, null, new byte[0]);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Comparisons comparisons = new Comparisons(
            Clock.systemUTC(),
            new ShadowProperties(
                    2,
                    DataSize.ofKilobytes(64),
                    DataSize.ofMegabytes(8),
                    Duration.ofSeconds(2),
                    List.of(),
                    Duration.ZERO,
                    5,
                    Duration.ZERO,
                    20),
            meters);
    private final Room room = new Room(2, 100_000);
    private final List<Pair> complete = new ArrayList<>();

    @Test
    void itIsCompleteOnceBothAnswersAreHereInWhicheverOrder() {
        Pair one = pair();
        one.served(ANSWER);
        assertThat(complete).isEmpty();
        one.asked(ANSWER);
        assertThat(complete).containsExactly(one);

        Pair other = pair();
        other.asked(ANSWER);
        other.served(ANSWER);
        assertThat(complete).containsExactly(one, other);
    }

    @Test
    void itGivesBackAllItHeldWhenItEndsAndEndsOnce() {
        Pair pair = pair();
        sending(pair, "x".repeat(5_000));
        assertThat(room.pairs()).isEqualTo(1);
        assertThat(room.bytes()).isGreaterThanOrEqualTo(5_000);

        pair.unanswered();
        pair.drop(Dropped.CROWDED);
        pair.same();

        assertThat(room.pairs()).isZero();
        assertThat(room.bytes()).isZero();
        assertThat(count("unanswered")).isEqualTo(1);
        assertThat(count("dropped")).isZero();
        assertThat(count("same")).isZero();
    }

    @Test
    void whatIsCopiedIsWhatWasSent() {
        Pair pair = pair();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            sending(pair, "piece " + i);
            all.append("piece ").append(i);
        }
        assertThat(new String(pair.sent(), UTF_8)).isEqualTo(all.toString());
    }

    @Test
    void aBodyOverTheLimitIsDroppedAndNoMoreIsCopied() {
        Pair pair = pair();
        sending(pair, "x".repeat(60_000));
        sending(pair, "x".repeat(6_000));
        sending(pair, "x");

        assertThat(pair.isOver()).isTrue();
        assertThat(room.bytes()).isZero();
        assertThat(dropped(Dropped.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void allCopiesTogetherHaveABoundToo() {
        Pair one = pair();
        Pair other = pair();
        sending(one, "x".repeat(60_000));
        sending(other, "x".repeat(60_000));

        assertThat(one.isOver()).isFalse();
        assertThat(other.isOver()).isTrue();
        assertThat(dropped(Dropped.CROWDED)).isEqualTo(1);
        assertThat(room.enter()).isTrue();
        assertThat(room.enter()).as("a third").isFalse();
    }

    @Test
    void aClientThatGoesAfterItsAnswerChangesNothing() {
        Pair answered = pair();
        answered.served(ANSWER);
        answered.notServed();
        assertThat(answered.isOver()).isFalse();

        Pair gone = pair();
        gone.notServed();
        assertThat(gone.isOver()).isTrue();
        gone.served(ANSWER);
        gone.asked(ANSWER);
        assertThat(complete).isEmpty();
        assertThat(dropped(Dropped.NOT_SERVED)).isEqualTo(1);
    }

    @Test
    void onlySoManyDifferencesAMinuteAreKeptAndAllAreCounted() {
        for (int i = 0; i < 50; i++) {
            comparisons.different(
                    new Difference(Instant.now(), Capability.DISPATCH, ROUTE.name(), "r" + i, Side.MONOLITH, List.of()),
                    ROUTE);
        }
        // On the hour's edge of a minute there may be two of them.
        assertThat(comparisons.takeDifferences()).hasSizeBetween(20, 40);
        assertThat(comparisons.takeAll().stream()
                        .mapToInt(ComparisonSums::different)
                        .sum())
                .isEqualTo(50);
    }

    private Pair pair() {
        assertThat(room.enter()).isTrue();
        return new Pair(
                ROUTE,
                Capability.COURIER_MARKETPLACE,
                Side.MONOLITH,
                "request",
                false,
                room,
                64 * 1024,
                comparisons,
                complete::add);
    }

    private static void sending(Pair pair, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        pair.sending(bytes.length, copy -> copy.put(bytes));
    }

    private double dropped(Dropped reason) {
        return meters.get("orkestro.shadow.dropped")
                .tag("reason", reason.slug())
                .counter()
                .count();
    }

    private double count(String result) {
        return meters.find("orkestro.shadow.requests").tag("result", result).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
