package io.orkestro.platform.messaging;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** UUIDs that begin with their time (RFC 9562), so indexes over them grow at one end. */
final class UuidV7 {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private UuidV7() {}

    static UUID at(Instant time) {
        long high = (time.toEpochMilli() << 16) | VERSION_7 | (RANDOM.nextInt() & 0xFFF);
        long low = VARIANT | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
