package io.orkestro.gateway.console.key;

import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key to be issued.
 *
 * @param principal {@code ret_<key>} for a retailer, {@code crr_<key>} for a courier, null for ops
 * @param name for people, to tell keys apart
 * @param requestsPerSecond its own rate limit, null for the edge's default
 * @param burst requests at once, null for the edge's default
 */
record NewKey(
        KeyRole role,
        @Nullable String principal,
        String name,
        @Nullable Integer requestsPerSecond,
        @Nullable Integer burst) {

    private static final int LONGEST_NAME = 100;
    private static final int HIGHEST_LIMIT = 100_000;

    /**
     * @throws InvalidRequest with every field that is at fault
     */
    static NewKey of(
            @Nullable KeyRole role,
            @Nullable String principal,
            @Nullable String name,
            @Nullable Integer requestsPerSecond,
            @Nullable Integer burst) {
        List<Problem.FieldError> errors = new ArrayList<>();
        String strippedName = name == null ? "" : name.strip();
        String strippedPrincipal = principal == null || principal.isBlank() ? null : principal.strip();
        if (role == null) {
            errors.add(new Problem.FieldError("role", "required", "Choose retailer, courier or ops"));
        } else {
            checkPrincipal(role, strippedPrincipal, errors);
        }
        if (strippedName.isEmpty()) {
            errors.add(new Problem.FieldError("name", "required", "Give the key a name"));
        } else if (strippedName.length() > LONGEST_NAME) {
            errors.add(new Problem.FieldError("name", "wrong_length", "A name has at most 100 characters"));
        }
        checkLimit("requestsPerSecond", requestsPerSecond, errors);
        checkLimit("burst", burst, errors);
        if (role == null || !errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return new NewKey(role, strippedPrincipal, strippedName, requestsPerSecond, burst);
    }

    private static void checkPrincipal(KeyRole role, @Nullable String principal, List<Problem.FieldError> errors) {
        String prefix = role.principalPrefix();
        if (prefix == null) {
            if (principal != null) {
                errors.add(new Problem.FieldError("principal", "not_allowed", "An ops key belongs to nobody"));
            }
        } else if (principal == null) {
            errors.add(new Problem.FieldError("principal", "required", "Name whose key it is: %s_…".formatted(prefix)));
        } else if (!isPrincipal(prefix, principal)) {
            errors.add(new Problem.FieldError(
                    "principal",
                    "wrong_format",
                    "This is %s_ and 1 to 20 lower-case letters and digits".formatted(prefix)));
        }
    }

    private static boolean isPrincipal(String prefix, String principal) {
        return RoutingKey.inPublicId(principal)
                .map(key -> principal.equals(prefix + "_" + key.value()))
                .orElse(false);
    }

    private static void checkLimit(String field, @Nullable Integer limit, List<Problem.FieldError> errors) {
        if (limit != null && (limit < 1 || limit > HIGHEST_LIMIT)) {
            errors.add(new Problem.FieldError(field, "out_of_range", "This is 1 to 100,000"));
        }
    }
}
