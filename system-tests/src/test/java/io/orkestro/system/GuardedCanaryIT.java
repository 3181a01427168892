package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A canary under a hundred requests a second, half of them the service's. While both sides are alike nothing moves; when the
 * service fails one in twenty, or takes three times as long, the guard moves everybody back to the monolith.
 */
@Tag("long")
class GuardedCanaryIT {

    private static final Logger log = LoggerFactory.getLogger(GuardedCanaryIT.class);

    private static final int RETAILERS = 20;
    private static final int REQUESTS_PER_SECOND = 100;
    private static final Duration HEALTHY = Duration.ofSeconds(Integer.getInteger("orkestro.guard.healthy", 60));
    private static final Duration PROMISED = Duration.ofSeconds(10);
    /** What either side takes at least: so that three times as long is more than the machine's own moods. */
    private static final Duration BASE = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Duration> monolith = new ConcurrentLinkedQueue<>();
    private final List<String> moved = new ArrayList<>();

    @Test
    void whatIsClearlyWorseIsBackOnTheMonolithWithinSeconds() throws Exception {
        try (Fronts fronts = new Fronts();
                Platform platform = Platform.start(fronts.environment(), fronts::leadTo)) {
            Mover dispatch = platform.mover(Capability.DISPATCH);
            List<Api> retailers = retailers(platform, dispatch);
            fronts.of(Application.MONOLITH).plan(new Fault.DelayAnswer(BASE));
            fronts.of(Application.DISPATCH).plan(new Fault.DelayAnswer(BASE));
            try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
                    ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                clock.scheduleAtFixedRate(
                        () -> clients.execute(() -> ask(retailers)),
                        0,
                        TimeUnit.SECONDS.toNanos(1) / REQUESTS_PER_SECOND,
                        TimeUnit.NANOSECONDS);
                Thread.sleep(HEALTHY);
                assertThat(sideOf(platform)).as(dispatch.page()).isEqualTo("dispatch-service");

                AtomicInteger count = new AtomicInteger();
                Duration failing = untilMovedBack(
                        platform,
                        "fails one in twenty",
                        () -> fronts.of(Application.DISPATCH)
                                .plan(_ -> count.incrementAndGet() % 20 == 0
                                        ? new Fault.Answer(500)
                                        : new Fault.DelayAnswer(BASE)));
                fronts.of(Application.DISPATCH).plan(new Fault.DelayAnswer(BASE));
                canaryAgain(platform, dispatch);
                Thread.sleep(HEALTHY);
                assertThat(sideOf(platform)).as(dispatch.page()).isEqualTo("dispatch-service");

                Duration usual = usualOfTheMonolith();
                Duration slow = untilMovedBack(
                        platform,
                        "is three times as slow",
                        () -> fronts.of(Application.DISPATCH)
                                .plan(new Fault.DelayAnswer(BASE.plus(usual.multipliedBy(2)))));

                clock.shutdownNow();
                log.info(
                        "Moved back {} ms after it failed, {} ms after it took three times {} ms",
                        failing.toMillis(),
                        slow.toMillis(),
                        usual.toMillis());
                assertThat(List.of(failing, slow)).allMatch(took -> took.compareTo(PROMISED) <= 0);
            }
            dispatch.clear();
            dispatch.switchOff();
        }
    }

    /** Every other one of them is served by the service. */
    private List<Api> retailers(Platform platform, Mover dispatch) {
        List<Api> apis = new ArrayList<>();
        List<URI> edges = platform.edges();
        for (int i = 0; i < RETAILERS; i++) {
            String key = "guarded" + i;
            apis.add(new Api(edges.get(i / 2 % edges.size()), platform.retailerKey("ret_" + key)));
            if (i % 2 == 0) {
                dispatch.flip(key, Side.SERVICE);
                moved.add("ret_" + key);
            }
        }
        return apis;
    }

    private void ask(List<Api> retailers) {
        Instant begun = Instant.now();
        Answer answer = retailers
                .get(asked.getAndIncrement() % retailers.size())
                .sendRaw("GET", "/v1/deliveries?limit=5", null, Map.of());
        if (answer.header("x-served-by").equals("monolith")) {
            monolith.add(Duration.between(begun, Instant.now()));
        }
    }

    /** The median, since the beginning. */
    private Duration usualOfTheMonolith() {
        List<Duration> all = monolith.stream().sorted().toList();
        return all.get(all.size() / 2);
    }

    private Duration untilMovedBack(Platform platform, String what, Runnable harm) {
        Instant begun = Instant.now();
        harm.run();
        await("it " + what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> sideOf(platform).equals("monolith"));
        return Duration.between(begun, Instant.now());
    }

    private String sideOf(Platform platform) {
        return platform.retailer(moved.getFirst())
                .sendRaw("GET", "/v1/deliveries?limit=5", null, Map.of())
                .header("x-served-by");
    }

    /** As ops would: look, clear, and try again. */
    private void canaryAgain(Platform platform, Mover dispatch) {
        assertThat(dispatch.page()).contains("The guard moved this back");
        dispatch.clear();
        dispatch.flip("guarded0", Side.SERVICE);
        await("the canary is back")
                .atMost(PROMISED)
                .until(() -> sideOf(platform).equals("dispatch-service"));
    }
}
