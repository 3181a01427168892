package io.orkestro.platform.web.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Problem documents for what the framework refuses before a controller is reached. */
final class SpringProblems {

    private SpringProblems() {}

    static Problem of(int status, @Nullable String requestId) {
        return switch (status) {
            case 404 -> problem(404, "not_found", "Not found", "There is nothing at this address.", requestId);
            case 405 ->
                problem(
                        405,
                        "method_not_allowed",
                        "Not with this method",
                        "This address answers other methods; see Allow.",
                        requestId);
            case 406 ->
                problem(
                        406,
                        "not_acceptable",
                        "Not in this form",
                        "This API answers application/json; ask for that in Accept.",
                        requestId);
            case 413 ->
                problem(
                        413,
                        "body_too_large",
                        "The body is too large",
                        "Bodies are at most 10 MB; send less at a time.",
                        requestId);
            case 415 ->
                problem(
                        415,
                        "unsupported_media_type",
                        "Not in this media type",
                        "This API reads application/json; say so in Content-Type.",
                        requestId);
            case 503 ->
                problem(
                        503,
                        "temporarily_unavailable",
                        "Try again shortly",
                        "This cannot be served right now. Repeat the request with the same Idempotency-Key.",
                        requestId);
            default ->
                status < 500
                        ? problem(
                                status,
                                "bad_request",
                                "The request cannot be served",
                                "Something about the request is not as this API expects it.",
                                requestId)
                        : problem(
                                status,
                                "internal_error",
                                "Something went wrong here",
                                "The failure is logged under this request id.",
                                requestId);
        };
    }

    private static Problem problem(int status, String code, String title, String detail, @Nullable String requestId) {
        return Problem.of(status, code, title, detail, requestId, List.of());
    }
}
