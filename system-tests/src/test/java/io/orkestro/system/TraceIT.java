package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Instance;
import io.orkestro.platform.stack.trace.Span;
import io.orkestro.platform.stack.trace.SpanFiles;
import io.orkestro.platform.stack.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and all that it sets in motion can be seen as one, whoever does it. */
@ExtendWith(RunningPlatform.class)
class TraceIT {

    private static final Logger log = LoggerFactory.getLogger(TraceIT.class);

    private final Platform platform;
    private final Api retailer;

    TraceIT(Platform platform) {
        this.platform = platform;
        this.retailer = platform.retailer();
    }

    @Test
    void oneTraceLeadsFromTheOrderToTheWebhook() {
        platform.rules("""
            {"strategy":"priority","preferredCouriers":["crr_swift"],"answerWithinSeconds":60,"giveUpAfterSeconds":600}\
            """);
        String externalId = "trace-" + UUID.randomUUID();
        Answer created =
                retailer.post("/v1/deliveries", Orders.order(externalId)).expect(201);
        String request = created.header("x-request-id");
        String delivery = created.at("/id");
        Trace trace = await("the whole trace")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> traces().about(request), found -> found.size() == 1 && isWhole(found.getFirst()))
                .getFirst();

        log.info("{}\n{}", trace.summary(), trace.table());
        List<Span> spans = trace.steps().stream().map(Trace.Step::span).toList();
        assertThat(spans.getFirst().application()).startsWith("edge");
        assertThat(spans).allMatch(span -> span.trace().equals(trace.id()));
        assertThat(traces().about(delivery)).extracting(Trace::id).contains(trace.id());
    }

    @Test
    void aTraceThatAClientBringsEndsAtTheEdge() {
        String theirs = "0af7651916cd43dd8448eb211c80319c";
        String request = "trace-" + UUID.randomUUID();
        retailer.sendRaw(
                "GET",
                "/v1/deliveries?limit=1",
                null,
                Map.of("traceparent", "00-" + theirs + "-b7ad6b7169203331-01", "X-Request-Id", request));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !traces().about(request).isEmpty());
        assertThat(traces().about(theirs)).isEmpty();
    }

    /** Every hop there is between an order, an offer to a courier and a webhook, and all of it below the first. */
    private static boolean isWhole(Trace trace) {
        return trace.steps().stream().filter(step -> step.depth() == 0).count() == 1
                && has(
                        trace,
                        span -> span.name().startsWith("http post")
                                && span.application().startsWith("edge"))
                && has(
                        trace,
                        span -> span.name().startsWith("http post")
                                && !span.application().startsWith("edge"))
                && has(trace, named("send quotes.requested.v1"))
                && has(trace, named("handle quotes.requested.v1"))
                && has(trace, named("handle quotes.ready.v1"))
                && has(trace, named("handle booking.requested.v1"))
                && has(trace, named("call courier"))
                && has(
                        trace,
                        span -> span.name().startsWith("handle ")
                                && span.application().equals("notification"))
                && has(trace, named("post webhook"));
    }

    private static boolean has(Trace trace, Predicate<Span> what) {
        return trace.steps().stream().map(Trace.Step::span).anyMatch(what);
    }

    private static Predicate<Span> named(String name) {
        return span -> span.name().equals(name);
    }

    private SpanFiles traces() {
        return new SpanFiles(
                platform.stack().home(),
                platform.stack().instances().stream().map(Instance::label).toList());
    }
}
