package io.orkestro.platform.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document.
 *
 * @param type stable URI, made from the code
 * @param title constant for the code
 * @param status HTTP status, repeated
 * @param detail what happened this time and what to do about it; safe to show
 * @param code stable, snake case; what programs branch on
 * @param requestId quote it to support; also in {@code X-Request-Id}
 * @param errors the fields at fault, empty where none is
 * @param existingId where the refusal is about something that is already there, its id
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String requestId,
        List<FieldError> errors,
        @Nullable String existingId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One field at fault.
     *
     * @param field JSON path from the root of the body: {@code pickup.location.lat}, {@code items[0].quantity}
     * @param code stable, snake case
     * @param message for people
     */
    public record FieldError(String field, String code, String message) {}

    public static Problem of(
            int status, String code, String title, String detail, @Nullable String requestId, List<FieldError> errors) {
        return new Problem(typeOf(code), title, status, detail, code, requestId, errors, null);
    }

    public Problem aboutExisting(@Nullable String id) {
        return new Problem(type, title, status, detail, code, requestId, errors, id);
    }

    static String typeOf(String code) {
        return "urn:orkestro:problem:" + code.replace('_', '-');
    }
}
