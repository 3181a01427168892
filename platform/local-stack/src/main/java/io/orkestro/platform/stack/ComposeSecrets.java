package io.orkestro.platform.stack;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The secrets of an installation by compose, as {@code docker-compose.yml} asks for them: random, each time others. */
public final class ComposeSecrets {

    private static final Set<Application> BACKENDS = EnumSet.of(
            Application.MONOLITH,
            Application.DISPATCH,
            Application.MARKETPLACE,
            Application.TRACKING,
            Application.NOTIFICATION);

    private ComposeSecrets() {}

    public static Map<String, String> random() {
        Secrets secrets = Secrets.random();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ORKESTRO_ADMIN_PASSWORD", secrets.adminPassword());
        all.put("ORKESTRO_VIEWER_PASSWORD", secrets.viewerPassword());
        all.put("GRAFANA_PASSWORD", Secrets.randomPassword());
        all.put("ORKESTRO_METRICS_TOKEN", secrets.metricsToken());
        all.put("ORKESTRO_SECRET_KEY", secrets.secretKey());
        all.put("ORKESTRO_TOKEN_SECRET", secrets.tokenSecret());
        BACKENDS.forEach(
                backend -> all.put(backend.name() + "_TOKEN_SECRET", secrets.tokenSecretFor(backend.artifact())));
        for (Application backend : BACKENDS) {
            putPair(Application.CONSOLE, backend, secrets, all);
            if (backend != Application.MONOLITH) {
                putPair(Application.MONOLITH, backend, secrets, all);
            }
        }
        all.put("POSTGRES_PASSWORD", secrets.postgresPassword());
        all.put("GATEWAY_DATABASE_PASSWORD", Secrets.randomPassword());
        all.put("EDGE_DATABASE_PASSWORD", Secrets.randomPassword());
        BACKENDS.forEach(backend -> all.put(backend.name() + "_DATABASE_PASSWORD", Secrets.randomPassword()));
        all.put("CONSOLE_BROKER_PASSWORD", Secrets.randomPassword());
        BACKENDS.forEach(backend -> all.put(backend.name() + "_BROKER_PASSWORD", Secrets.randomPassword()));
        return all;
    }

    private static void putPair(Application one, Application other, Secrets secrets, Map<String, String> all) {
        String pair = InternalDoors.pair(one, other);
        all.put("ORKESTRO_INTERNAL_SECRET_" + pair, secrets.internalSecretFor(pair));
    }
}
