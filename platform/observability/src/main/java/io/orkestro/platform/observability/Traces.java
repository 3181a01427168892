package io.orkestro.platform.observability;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hops that Spring knows nothing of: messages, rows that wait, calls by hand. A trace travels as the W3C's
 * {@code traceparent}, in a header, an envelope or a column. Where there is none, nothing is traced: traces begin with a
 * request.
 */
public final class Traces {

    /** The name of the header. */
    public static final String HEADER = "traceparent";

    /** The tag that says what a span is about: a delivery's id, mostly. */
    public static final String SUBJECT = "subject";

    /** The tag of a step that went wrong. */
    static final String ERROR = "error";

    private static final Traces OFF = new Traces(Tracer.NOOP, Propagator.NOOP);
    private static final String SAMPLED = "-01";

    private final Tracer tracer;
    private final Propagator propagator;

    Traces(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** Traces nothing. */
    public static Traces off() {
        return OFF;
    }

    /** What the present thread works for; null outside of any trace. */
    public @Nullable String current() {
        Span span = tracer.currentSpan();
        return span == null ? null : traceparentOf(span.context());
    }

    /** As it goes on the wire; null where nothing is traced. */
    public static @Nullable String traceparentOf(TraceContext context) {
        if (context.traceId().isEmpty()) {
            return null;
        }
        boolean sampled = Boolean.TRUE.equals(context.sampled());
        return "00-" + context.traceId() + "-" + context.spanId() + (sampled ? SAMPLED : "-00");
    }

    /**
     * Begins a step of the present thread's, as a child of {@code traceparent}; close it in the same thread.
     *
     * @param name of few different ones
     */
    public Step begin(String name, Span.Kind kind, @Nullable String traceparent) {
        if (traceparent == null) {
            return Step.NONE;
        }
        Span span = childOf(traceparent).kind(kind).name(name).start();
        return new Step(span, tracer.withSpan(span));
    }

    /** Writes down a step that is over, as a child of {@code traceparent}; nothing where that is not sampled. */
    public void over(String name, Span.Kind kind, @Nullable String traceparent, String subject, Instant begun) {
        if (traceparent == null || !traceparent.endsWith(SAMPLED)) {
            return;
        }
        long micros =
                TimeUnit.SECONDS.toMicros(begun.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(begun.getNano());
        childOf(traceparent)
                .kind(kind)
                .name(name)
                .tag(SUBJECT, subject)
                .startTimestamp(micros, TimeUnit.MICROSECONDS)
                .start()
                .end();
    }

    /** The work, each time in the trace of the step that left it. */
    public <W> Consumer<Traced<W>> continuing(String name, Consumer<? super W> work) {
        return traced -> {
            try (Step step = begin(name, Span.Kind.CLIENT, traced.traceparent())) {
                step.run(() -> work.accept(traced.work()));
            }
        };
    }

    private Span.Builder childOf(String traceparent) {
        return propagator.extract(Map.of(HEADER, traceparent), Map::get);
    }

    /** What is under way. */
    public static final class Step implements AutoCloseable {

        static final Step NONE = new Step(Span.NOOP, () -> {});

        private final Span span;
        private final Tracer.SpanInScope scope;

        private Step(Span span, Tracer.SpanInScope scope) {
            this.span = span;
            this.scope = scope;
        }

        /** Says something more of it. */
        public Step tagged(String name, String value) {
            span.tag(name, value);
            return this;
        }

        /** Of what went wrong only the kind is told: messages name people. */
        public void failed(Throwable cause) {
            span.tag(ERROR, cause.getClass().getSimpleName());
        }

        private void run(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failed(e);
                throw e;
            }
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
