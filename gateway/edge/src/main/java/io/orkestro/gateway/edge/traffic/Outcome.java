package io.orkestro.gateway.edge.traffic;

import io.netty.handler.timeout.ReadTimeoutException;
import io.orkestro.platform.web.problem.Refusal;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** What became of a request, as far as the side that was asked is concerned. */
public enum Outcome {
    ANSWERED,
    /** 4xx: it did what it should. */
    REFUSED,
    /** 5xx, or its connection broke. */
    FAILED,
    TIMED_OUT,
    /** There was no connection to send it on. */
    UNREACHED;

    public static Outcome ofStatus(int status) {
        if (status >= 500) {
            return FAILED;
        }
        return status >= 400 ? REFUSED : ANSWERED;
    }

    /** Null where the edge itself refused, and the side has no part in it. */
    public static @Nullable Outcome ofFailure(Throwable failure) {
        return switch (failure) {
            case Refusal _ -> null;
            case ResponseStatusException status -> status.getStatusCode().value() == 504 ? TIMED_OUT : null;
            // Of these some are time-outs as well: so they come first.
            case PoolAcquireTimeoutException _ -> UNREACHED;
            case PoolAcquirePendingLimitException _ -> UNREACHED;
            case ConnectException _ -> UNREACHED;
            case NoRouteToHostException _ -> UNREACHED;
            case UnknownHostException _ -> UNREACHED;
            case TimeoutException _ -> TIMED_OUT;
            case ReadTimeoutException _ -> TIMED_OUT;
            default -> FAILED;
        };
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
