package io.orkestro.platform.routing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The bucket a key falls into, of {@value #BUCKETS}: the same on every replica, independent per capability, and raising
 * a percentage only adds keys.
 */
final class Cohort {

    static final int BUCKETS = 10_000;

    private Cohort() {}

    /** First 32 bits of {@code SHA-256(capability:key)}, unsigned, modulo {@value #BUCKETS}. */
    static int bucketOf(Capability capability, RoutingKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((capability.name() + ":" + key.value()).getBytes(StandardCharsets.UTF_8));
            return Integer.remainderUnsigned(ByteBuffer.wrap(hash).getInt(), BUCKETS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
