package io.orkestro.monolith.dispatch.proof;

import io.orkestro.monolith.dispatch.proof.Proof.Where;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem.FieldError;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proof as a courier sends it, over HTTP or with a report.
 *
 * @param stop null is the drop-off
 * @param contentType {@code image/jpeg}, {@code image/png}, {@code image/webp}
 * @param contentBase64 at most {@value #MAXIMUM_BYTES} bytes once decoded
 * @param recordedAt null is now
 */
public record SubmittedProof(
        @NotNull ProofType type,
        @Nullable Where stop,
        @Nullable String contentType,
        @Nullable String contentBase64,
        @Size(max = 200) @Nullable String value,
        @Nullable Instant recordedAt) {

    public static final int MAXIMUM_BYTES = 5 * 1024 * 1024;

    /** Two of them are quotation marks. */
    private static final int MAXIMUM_VALUE_BYTES = 202;

    /** Pictures alone: what a browser would run, such as SVG, is not kept. */
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/webp");

    /**
     * The proof and, where it is one, its picture.
     */
    public record Opened(Proof proof, @Nullable Picture picture) {}

    /**
     * Reads and checks it.
     *
     * @throws InvalidRequest with the fields at fault
     * @throws ProofTooLarge
     */
    public Opened opened(String deliveryId, Instant now) {
        List<FieldError> faults = new ArrayList<>();
        byte @Nullable [] content = decoded(faults);
        if (type.isPicture() && contentBase64 == null) {
            faults.add(new FieldError("contentBase64", "required", "A picture is needed for this type"));
        }
        if (!type.isPicture() && (value == null || value.isBlank())) {
            faults.add(new FieldError("value", "required", "A value is needed for this type"));
        }
        if (value != null && StrictJson.bytesOf(value) > MAXIMUM_VALUE_BYTES) {
            faults.add(new FieldError("value", "wrong_length", "A value has at most 200 bytes"));
        }
        if (contentBase64 != null && (contentType == null || !PICTURES.contains(contentType))) {
            faults.add(new FieldError("contentType", "unknown", "One of image/jpeg, image/png, image/webp"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
        String hash = content == null ? null : sha256(content);
        Where where = stop == null ? Where.DROPOFF : stop;
        String id = Ids.derived(
                "prf",
                RoutingKey.ofPublicId(deliveryId),
                deliveryId,
                type.name(),
                where.name(),
                Objects.requireNonNullElse(hash, ""),
                Objects.requireNonNullElse(value, ""));
        Proof proof = new Proof(
                id,
                type,
                where,
                recordedAt == null || recordedAt.isAfter(now) ? now : recordedAt,
                content == null ? null : contentType,
                hash,
                value);
        return new Opened(proof, content == null || contentType == null ? null : new Picture(contentType, content));
    }

    private byte @Nullable [] decoded(List<FieldError> faults) {
        if (contentBase64 == null) {
            return null;
        }
        try {
            byte[] content = Base64.getDecoder().decode(contentBase64);
            if (content.length > MAXIMUM_BYTES) {
                throw new ProofTooLarge();
            }
            if (content.length == 0) {
                faults.add(new FieldError("contentBase64", "wrong_length", "A picture has at least one byte"));
            }
            return content;
        } catch (IllegalArgumentException e) {
            faults.add(new FieldError("contentBase64", "wrong_format", "This is not Base64"));
            return null;
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
