package io.orkestro.gateway.edge.traffic;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** How long a side took for one request, until the head of its answer: how fast a client reads the rest is its own affair. */
public final class Watch {

    private static final String ATTRIBUTE = Watch.class.getName();

    private final long begun = System.nanoTime();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile long answered;

    private Watch() {}

    static Watch begin(ServerWebExchange exchange) {
        Watch watch = new Watch();
        exchange.getAttributes().put(ATTRIBUTE, watch);
        return watch;
    }

    /** The head of the answer is here. */
    public static void answered(ServerWebExchange exchange) {
        @Nullable Watch watch = exchange.getAttribute(ATTRIBUTE);
        if (watch != null) {
            watch.answered = System.nanoTime();
        }
    }

    /** Whether this is the first end of the request; a client may still hang up after it. */
    boolean stop() {
        return stopped.compareAndSet(false, true);
    }

    long nanos() {
        long end = answered == 0 ? System.nanoTime() : answered;
        return end - begun;
    }
}
