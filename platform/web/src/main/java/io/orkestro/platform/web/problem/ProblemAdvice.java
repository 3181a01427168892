package io.orkestro.platform.web.problem;

import io.orkestro.platform.web.request.RequestIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Turns every refusal and every failure into a problem document; an unexpected one reveals its request id alone. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal) {
        if (refusal.getCause() != null) {
            log.warn("{} {}: {}", refusal.status(), refusal.code(), String.valueOf(refusal.getCause()));
        }
        Problem problem = Problem.of(
                        refusal.status(),
                        refusal.code(),
                        refusal.title(),
                        refusal.detail(),
                        requestId(),
                        refusal.errors())
                .aboutExisting(refusal.existingId());
        return answer(problem, refusal.retryAfter());
    }

    @ExceptionHandler
    ResponseEntity<Object> parameterOfWrongType(MethodArgumentTypeMismatchException e) {
        return answer(Problem.of(
                400,
                "malformed_parameter",
                "The request cannot be read",
                "A parameter has the wrong type; see errors.",
                requestId(),
                List.of(new Problem.FieldError(e.getName(), "wrong_type", "This value cannot be read"))));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Exception e) {
        if (isUnheard(e)) {
            log.debug("Whoever asked did not wait for the answer", e);
            return null;
        }
        if (DatabaseAway.causes(e)) {
            // In an outage everybody meets it: a line each will do.
            log.warn("A request met a database that is away or busy: {}", e.toString());
            log.debug("Where it met it", e);
            return tryAgainShortly();
        }
        log.error("A request failed unexpectedly", e);
        return answer(Problem.of(
                500,
                "internal_error",
                "Something went wrong here",
                "The failure is logged under this request id; the request may or may not have taken effect. "
                        + "Repeat it with the same Idempotency-Key.",
                requestId(),
                List.of()));
    }

    /** Nobody is there any more to write to. */
    private static boolean isUnheard(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(unreadableBody(e.getCause()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Problem.FieldError> errors = new ArrayList<>();
        e.getBindingResult()
                .getFieldErrors()
                .forEach(error -> errors.add(new Problem.FieldError(
                        error.getField(), ConstraintCodes.codeOf(error.getCode()), messageOf(error))));
        e.getBindingResult()
                .getGlobalErrors()
                .forEach(error -> errors.add(new Problem.FieldError(
                        "", ConstraintCodes.codeOf(error.getCode()), String.valueOf(error.getDefaultMessage()))));
        return refused(new InvalidRequest(errors));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Problem.FieldError> errors = new ArrayList<>();
        e.getParameterValidationResults()
                .forEach(result -> result.getResolvableErrors()
                        .forEach(error -> errors.add(new Problem.FieldError(
                                String.valueOf(result.getMethodParameter().getParameterName()),
                                "invalid",
                                String.valueOf(error.getDefaultMessage())))));
        return refused(new InvalidRequest(errors));
    }

    /** All that Spring itself refuses: unknown path, method, media type, missing parameter, body too large. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (isUnheard(e)) {
            log.debug("Whoever asked did not wait for the answer", e);
            return null;
        }
        Problem problem = SpringProblems.of(status.value(), requestId());
        if (status.is5xxServerError()) {
            log.error("A request failed unexpectedly", e);
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
                .body(problem);
    }

    private Problem unreadableBody(@Nullable Throwable cause) {
        if (cause instanceof StreamReadException syntax) {
            return unreadableBody(
                    "malformed_json",
                    "The body is not valid JSON near line %d, column %d."
                            .formatted(
                                    syntax.getLocation().getLineNr(),
                                    syntax.getLocation().getColumnNr()),
                    List.of());
        }
        if (cause instanceof DatabindException shape) {
            String field = JsonPaths.of(shape.getPath());
            if (field.isEmpty()) {
                return unreadableBody(
                        "malformed_body", "The body is not the one JSON object that this address reads.", List.of());
            }
            return unreadableBody(
                    "malformed_body",
                    "A field has the wrong type; see errors.",
                    List.of(new Problem.FieldError(field, "wrong_type", "This value cannot be read here")));
        }
        return unreadableBody("malformed_body", "The body is missing or cannot be read.", List.of());
    }

    private static Problem unreadableBody(String code, String detail, List<Problem.FieldError> errors) {
        return Problem.of(400, code, "The request cannot be read", detail, requestId(), errors);
    }

    private ResponseEntity<Object> tryAgainShortly() {
        return answer(
                Problem.of(
                        503,
                        "temporarily_unavailable",
                        "Try again shortly",
                        "This cannot be served right now. Repeat the request with the same Idempotency-Key.",
                        requestId(),
                        List.of()),
                Duration.ofSeconds(2));
    }

    private static String messageOf(org.springframework.validation.FieldError error) {
        return String.valueOf(error.getDefaultMessage());
    }

    private static @Nullable String requestId() {
        return MDC.get(RequestIds.LOG_FIELD);
    }

    private static ResponseEntity<Object> answer(Problem problem) {
        return answer(problem, null);
    }

    private static ResponseEntity<Object> answer(Problem problem, @Nullable Duration retryAfter) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.status()).contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE));
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        return answer.body(problem);
    }
}
