package io.orkestro.platform.testing;

import org.jspecify.annotations.Nullable;

/** Servers that the environment or a system property names. */
final class NamedServers {

    private NamedServers() {}

    static @Nullable String postgresUrl() {
        return named("orkestro.postgres.url", "ORKESTRO_POSTGRES_URL");
    }

    static @Nullable String rabbitUri() {
        return named("orkestro.rabbitmq.uri", "ORKESTRO_RABBITMQ_URI");
    }

    private static @Nullable String named(String property, String variable) {
        String value = System.getProperty(property, System.getenv(variable));
        return value == null || value.isBlank() ? null : value;
    }
}
