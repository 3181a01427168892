package io.orkestro.gateway.edge.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** A token bucket per API key. Only authenticated keys have one, so there are never more than keys. */
@Component
final class RateLimits {

    private record Limit(int requestsPerSecond, int burst) {}

    private record Limited(Limit limit, Bucket bucket) {}

    private final RateLimitProperties defaults;
    private final Map<String, Limited> buckets = new ConcurrentHashMap<>();

    RateLimits(RateLimitProperties defaults) {
        this.defaults = defaults;
    }

    /** Takes one request from the key's bucket: zero, or how long to wait for the next. */
    Duration take(ApiKey key) {
        ConsumptionProbe probe = bucketOf(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket bucketOf(ApiKey key) {
        Limit limit = new Limit(
                Objects.requireNonNullElse(key.requestsPerSecond(), defaults.requestsPerSecond()),
                Objects.requireNonNullElse(key.burst(), defaults.burst()));
        Limited present = buckets.get(key.id());
        if (present == null || !present.limit().equals(limit)) {
            present = buckets.compute(
                    key.id(),
                    (id, other) -> other != null && other.limit().equals(limit)
                            ? other
                            : new Limited(limit, newBucket(limit)));
        }
        return present.bucket();
    }

    private static Bucket newBucket(Limit limit) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity(limit.burst())
                        .refillGreedy(limit.requestsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
