package io.orkestro.monolith.dispatch.proof;

import io.orkestro.monolith.dispatch.consignment.Requirement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One proof as its delivery knows it; a picture's bytes lie elsewhere, under their hash.
 *
 * @param id follows from what is proved, so that the same proof sent twice is one
 * @param stop where
 * @param contentType of a picture
 * @param contentHash SHA-256 of a picture's bytes in hexadecimal digits
 * @param value a PIN or barcode as read, the outcome of an age or ID check: an age in years, {@code failed} or anything else
 */
public record Proof(
        String id,
        ProofType type,
        Where stop,
        Instant recordedAt,
        @Nullable String contentType,
        @Nullable String contentHash,
        @Nullable String value) {

    /** At which of the two stops. */
    public enum Where {
        PICKUP,
        DROPOFF
    }

    private static final Pattern AGE = Pattern.compile("\\d{1,3}");
    private static final Set<String> NOT_PASSED = Set.of("failed", "refused", "no_id", "under_age");

    /**
     * What these proofs leave unproved at the drop-off.
     *
     * @param minimumAge of the recipient, null is any
     */
    public static List<Requirement> missing(
            List<Requirement> requirements, @Nullable Integer minimumAge, List<Proof> proofs) {
        return requirements.stream()
                .filter(ProofType::canProve)
                .filter(requirement -> proofs.stream()
                        .noneMatch(proof -> proof.stop() == Where.DROPOFF
                                && proof.type().proves(requirement)
                                && proof.isPassed(minimumAge)))
                .toList();
    }

    /** A check that was made is not yet a check that was passed. */
    private boolean isPassed(@Nullable Integer minimumAge) {
        return switch (type) {
            case PHOTO, SIGNATURE, PIN, BARCODE -> true;
            case AGE_CHECK, ID_CHECK -> {
                String outcome = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
                if (AGE.matcher(outcome).matches()) {
                    yield minimumAge == null || Integer.parseInt(outcome) >= minimumAge;
                }
                yield !NOT_PASSED.contains(outcome);
            }
        };
    }
}
