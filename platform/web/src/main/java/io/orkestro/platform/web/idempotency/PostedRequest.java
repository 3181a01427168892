package io.orkestro.platform.web.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A POST as idempotency sees it. Controllers take it as a parameter and hand it to {@link IdempotentRequests}.
 *
 * @param scope whose keys these are: the caller's name
 * @param key the {@code Idempotency-Key}, null where the client sent none
 * @param fingerprint what it asks for
 */
public record PostedRequest(String scope, @Nullable String key, Fingerprint fingerprint) {

    /** Request header, 1 to 255 visible ASCII characters. */
    public static final String HEADER = "Idempotency-Key";

    /** Response header, {@code true} where the stored answer of an earlier request was sent. */
    public static final String REPLAYED_HEADER = "Idempotent-Replayed";
}
