package io.orkestro.platform.testing;

import java.util.UUID;

/** What tells this JVM's database, exchanges and queues from those of another on the same servers. */
final class JvmName {

    private static final String ID = UUID.randomUUID().toString().substring(0, 8);

    static final String DATABASE = "orkestro_test_" + ID;
    static final String PREFIX = "test-" + ID + ".";

    private JvmName() {}
}
