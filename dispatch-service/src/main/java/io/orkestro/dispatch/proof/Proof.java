package io.orkestro.dispatch.proof;

import io.orkestro.dispatch.consignment.Requirement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One proof as its delivery knows it; a picture's bytes lie elsewhere, under their hash.
 *
 * @param id follows from what is proved, so that the same proof sent twice is one
 * @param stop where
 * @param contentType of a picture
 * @param contentHash SHA-256 of a picture's bytes in hexadecimal digits
 * @param value a PIN or barcode as read, the outcome of an age check
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

    /** What these proofs leave unproved at the drop-off. */
    public static List<Requirement> missing(List<Requirement> requirements, List<Proof> proofs) {
        return requirements.stream()
                .filter(ProofType::canProve)
                .filter(requirement -> proofs.stream()
                        .noneMatch(proof ->
                                proof.stop() == Where.DROPOFF && proof.type().proves(requirement)))
                .toList();
    }
}
