package io.orkestro.platform.web.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to one POST, as it moves to the other side with the aggregate it was about.
 *
 * @param scope whose key it is
 * @param key the {@code Idempotency-Key}
 * @param fingerprint what was asked
 * @param body sealed with the installation's key
 * @param at when
 */
public record Answer(
        String scope,
        String key,
        String fingerprint,
        int status,
        @Nullable String location,
        @Nullable String body,
        Instant at) {}
