package io.orkestro.gateway.edge.problem;

import io.orkestro.platform.web.problem.Problem;
import io.orkestro.platform.web.problem.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** What a client is told about a failure, whatever its cause. */
final class ClientProblems {

    private static final Duration SHORTLY = Duration.ofSeconds(2);

    /**
     * @param isOurFault an unexpected failure: worth a stack trace in the log
     */
    record Answer(Problem problem, @Nullable Duration retryAfter, boolean isOurFault) {}

    private ClientProblems() {}

    static Answer of(Throwable failure, String requestId) {
        return switch (failure) {
            case Refusal refusal ->
                new Answer(
                        Problem.of(
                                refusal.status(),
                                refusal.code(),
                                refusal.title(),
                                refusal.detail(),
                                requestId,
                                refusal.errors()),
                        refusal.retryAfter(),
                        false);
            case ResponseStatusException status ->
                ofStatus(status.getStatusCode().value(), requestId);
            case PoolAcquireTimeoutException _ -> overloaded(requestId);
            case PoolAcquirePendingLimitException _ -> overloaded(requestId);
            // These are IOExceptions too, so they come first: nothing was sent.
            case ConnectException _ -> unavailable(requestId);
            case NoRouteToHostException _ -> unavailable(requestId);
            case UnknownHostException _ -> unavailable(requestId);
            case TimeoutException _ -> gatewayTimeout(requestId);
            case IOException _ -> badGateway(requestId);
            default -> internalError(500, requestId);
        };
    }

    private static Answer ofStatus(int status, String requestId) {
        return switch (status) {
            case 404 -> answer(404, "not_found", "Not found", "There is nothing at this address.", requestId, null);
            case 405 ->
                answer(
                        405,
                        "method_not_allowed",
                        "Not with this method",
                        "This address answers other methods.",
                        requestId,
                        null);
            case 504 -> gatewayTimeout(requestId);
            default ->
                status < 500
                        ? answer(
                                status,
                                "bad_request",
                                "The request cannot be served",
                                "Something about the request is not as this API expects it.",
                                requestId,
                                null)
                        : internalError(status, requestId);
        };
    }

    private static Answer overloaded(String requestId) {
        return answer(
                503,
                "overloaded",
                "Too busy",
                "Too many requests wait for this part of the platform. Repeat this one with the same Idempotency-Key.",
                requestId,
                SHORTLY);
    }

    private static Answer unavailable(String requestId) {
        return answer(
                503,
                "temporarily_unavailable",
                "Not available right now",
                "The part of the platform that serves this cannot be reached; the request was not sent there. Repeat it "
                        + "with the same Idempotency-Key.",
                requestId,
                SHORTLY);
    }

    private static Answer badGateway(String requestId) {
        return answer(
                502,
                "bad_gateway",
                "No answer from behind the gateway",
                "The part of the platform that serves this broke off; the request may or may not have taken "
                        + "effect. Repeat it with the same Idempotency-Key.",
                requestId,
                null);
    }

    private static Answer gatewayTimeout(String requestId) {
        return answer(
                504,
                "gateway_timeout",
                "No answer in time",
                "The part of the platform that serves this did not answer in time; the request may or may not have "
                        + "taken effect. Repeat it with the same Idempotency-Key.",
                requestId,
                null);
    }

    private static Answer internalError(int status, String requestId) {
        return new Answer(
                Problem.of(
                        status,
                        "internal_error",
                        "Something went wrong here",
                        "The failure is logged under this request id.",
                        requestId,
                        List.of()),
                null,
                true);
    }

    private static Answer answer(
            int status, String code, String title, String detail, String requestId, @Nullable Duration retryAfter) {
        return new Answer(Problem.of(status, code, title, detail, requestId, List.of()), retryAfter, false);
    }
}
