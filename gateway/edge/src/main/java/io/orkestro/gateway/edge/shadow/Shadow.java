package io.orkestro.gateway.edge.shadow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.gateway.edge.traffic.Outcome;
import io.orkestro.gateway.edge.traffic.Role;
import io.orkestro.gateway.edge.traffic.Traffic;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks the other side and compares, on threads of its own and within its room. */
@Component
final class Shadow implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Shadow.class);

    /**
     * How both sides are asked.
     *
     * @param served again, the side that serves; only for reads
     * @param other the other side
     */
    record Questions(Question served, Question other) {}

    private final AskingClient client;
    private final Traffic traffic;
    private final Comparisons comparisons;
    private final Clock clock;
    private final Room room;
    private final int limit;
    private final List<Duration> pauses;
    private final Duration young;
    private final Map<Backend, Rests> rests = new EnumMap<>(Backend.class);
    /** Never more waits here than there is room for. */
    private final ThreadPoolExecutor comparing = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("shadow-compare").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    Shadow(
            AskingClient client,
            Traffic traffic,
            Comparisons comparisons,
            ShadowProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.client = client;
        this.traffic = traffic;
        this.comparisons = comparisons;
        this.clock = clock;
        this.room = new Room(properties.atOnce(), properties.memory().toBytes());
        this.limit = (int) properties.bodyLimit().toBytes();
        this.pauses = properties.pauses();
        this.young = properties.young();
        for (Backend backend : Backend.values()) {
            rests.put(backend, new Rests(properties.unansweredInARow(), properties.rest()));
        }
        comparing.allowCoreThreadTimeOut(true);
        Gauge.builder("orkestro.shadow.pairs", room, Room::pairs)
                .description("Requests on their way to being compared")
                .register(meters);
        Gauge.builder("orkestro.shadow.held", room, Room::bytes)
                .description("Taken by copies of requests and answers")
                .baseUnit("bytes")
                .register(meters);
    }

    /** A pair that holds a place, or null: there is none, which is counted, and the client's request goes on alone. */
    @Nullable
    Pair begin(
            ComparedRoute route,
            Capability capability,
            Side servedBy,
            String requestId,
            boolean keyed,
            long announcedLength,
            Questions questions) {
        if (announcedLength > limit) {
            comparisons.dropped(capability, route, Dropped.TOO_LARGE);
            return null;
        }
        if (restsOf(capability, servedBy.other()).isResting()) {
            comparisons.dropped(capability, route, Dropped.RESTING);
            return null;
        }
        if (!room.enter()) {
            comparisons.dropped(capability, route, Dropped.CROWDED);
            return null;
        }
        return new Pair(
                route,
                capability,
                servedBy,
                requestId,
                keyed,
                room,
                limit,
                comparisons,
                pair -> comparing.execute(() -> compare(pair, new Looks(route, keyed, young), questions)));
    }

    private Rests restsOf(Capability capability, Side side) {
        return Objects.requireNonNull(rests.get(Backend.serving(capability, side)));
    }

    /** Puts the request to the other side, now that the client has sent all of it. */
    void ask(Pair pair, Question other) {
        if (pair.isOver()) {
            return;
        }
        byte[] body = pair.sent();
        if (body.length > 0) {
            other.headers().setContentLength(body.length);
        }
        Rests resting = restsOf(pair.capability(), pair.servedBy().other());
        long begun = System.nanoTime();
        AtomicLong head = new AtomicLong();
        client.ask(other, body, pair, head::set)
                .subscribe(
                        answer -> {
                            resting.answered();
                            count(pair, Outcome.ofStatus(answer.status()), answer.status(), head.get());
                            pair.asked(answer);
                        },
                        failure -> {
                            if (failure instanceof AskingClient.OverABound) {
                                return;
                            }
                            resting.unanswered();
                            long waited = head.get() == 0 ? System.nanoTime() - begun : head.get();
                            count(pair, Outcome.ofFailure(failure), 0, waited);
                            pair.unanswered();
                        });
    }

    /** A side that cannot rehearse something has not failed. */
    private void count(Pair pair, @Nullable Outcome outcome, int status, long nanos) {
        if (outcome != null && !(pair.route().isRehearsed() && status == 501)) {
            traffic.count(pair.capability(), pair.servedBy().other(), Role.ASKED, outcome, nanos);
        }
    }

    private void compare(Pair pair, Looks looks, Questions questions) {
        Pair.Both both = pair.both();
        if (both != null) {
            look(pair, looks, both, questions, pauses.iterator());
        }
    }

    /** Only a read can be looked at again, and only so often. */
    private void look(Pair pair, Looks looks, Pair.Both both, Questions questions, Iterator<Duration> left) {
        boolean isLast = pair.route().isRehearsed() || !left.hasNext();
        switch (verdict(pair, looks, both)) {
            case Verdict.Same _ -> pair.same();
            case Verdict.NotComparable dropped -> pair.drop(dropped.reason());
            case Verdict.Different different when isLast -> pair.different(difference(pair, different));
            case Verdict.Undecided _ when isLast -> pair.undecided();
            case Verdict.Different _, Verdict.Undecided _ -> lookAgain(pair, looks, questions, left);
        }
    }

    private void lookAgain(Pair pair, Looks looks, Questions questions, Iterator<Duration> left) {
        byte[] nothing = new byte[0];
        Mono.delay(left.next())
                .then(Mono.defer(() -> Mono.zip(
                        client.ask(questions.served(), nothing, pair, _ -> {}),
                        client.ask(questions.other(), nothing, pair, _ -> {}),
                        Pair.Both::new)))
                .subscribe(
                        both -> comparing.execute(() -> look(pair, looks, both, questions, left)),
                        _ -> pair.drop(Dropped.NOT_SEEN_AGAIN));
    }

    private Verdict verdict(Pair pair, Looks looks, Pair.Both both) {
        try {
            return looks.look(both, clock.instant());
        } catch (RuntimeException e) {
            log.error(
                    "{}, request {}: the answers could not be compared",
                    pair.route().name(),
                    pair.requestId(),
                    e);
            return new Verdict.NotComparable(Dropped.BROKEN);
        }
    }

    private Difference difference(Pair pair, Verdict.Different different) {
        return new Difference(
                clock.instant(),
                pair.capability(),
                pair.route().name(),
                pair.requestId(),
                pair.servedBy(),
                different.fields());
    }

    @Override
    public void destroy() {
        comparing.shutdownNow();
    }
}
