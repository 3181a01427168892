package io.orkestro.platform.stack;

import io.orkestro.platform.stack.postgres.PostgresAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an application is told about the world: the same variables as in compose. */
final class ApplicationEnvironment {

    private static final Map<Application, String> ADDRESSES = Map.of(
            Application.MONOLITH, "ORKESTRO_MONOLITH_URL",
            Application.DISPATCH, "ORKESTRO_DISPATCH_URL",
            Application.MARKETPLACE, "ORKESTRO_MARKETPLACE_URL",
            Application.TRACKING, "ORKESTRO_TRACKING_URL",
            Application.NOTIFICATION, "ORKESTRO_NOTIFICATION_URL",
            Application.CONSOLE, "ORKESTRO_CONSOLE_URL");

    private static final List<String> THEIR_SETTINGS = List.of("ORKESTRO_", "SPRING_", "LOGGING_", "MANAGEMENT_");
    private static final List<String> OUR_SETTINGS = List.of(
            "ORKESTRO_CHECKOUT",
            "ORKESTRO_COMMIT",
            "ORKESTRO_HOME",
            "ORKESTRO_MAVEN",
            "ORKESTRO_PORT_",
            "ORKESTRO_POSTGRES_URL",
            "ORKESTRO_DATABASE_PREFIX",
            "ORKESTRO_EDGE_DATABASE_USER",
            "ORKESTRO_BROKER",
            "ORKESTRO_JAVA_OPTIONS",
            "ORKESTRO_AOT",
            "ORKESTRO_PROGRAMS",
            "ORKESTRO_EDGES",
            "ORKESTRO_INTERNAL_SECRET_",
            "ORKESTRO_ADMIN_PASSWORD",
            "ORKESTRO_VIEWER_PASSWORD");

    private final StackOptions options;
    private final Ports ports;
    private final Secrets secrets;
    private final Servers servers;
    private final InternalDoors doors;

    ApplicationEnvironment(StackOptions options, Ports ports, Secrets secrets, Servers servers) {
        this.options = options;
        this.ports = ports;
        this.secrets = secrets;
        this.servers = servers;
        this.doors = new InternalDoors(options, ports, secrets);
    }

    /** What the stack decides, and whatever else it was given for applications, as {@code ORKESTRO_SANDBOX_SPEED}. */
    Map<String, String> of(Instance instance) {
        Application application = instance.application();
        Map<String, String> environment = new TreeMap<>(doors.environmentOf(instance));
        environment.put("PORT", Integer.toString(ports.of(instance)));
        PostgresAddress database = servers.loginOf(application);
        environment.put("ORKESTRO_DATABASE_URL", database.jdbcUrl());
        environment.put("ORKESTRO_DATABASE_USER", database.user());
        environment.put("ORKESTRO_DATABASE_PASSWORD", Objects.requireNonNullElse(database.password(), ""));
        environment.put("ORKESTRO_RABBITMQ_URI", servers.broker().uri());
        environment.put("ORKESTRO_SECRET_KEY", secrets.secretKey());
        environment.put(
                "ORKESTRO_PUBLIC_URL",
                options.has("ORKESTRO_PUBLIC_URL") ? options.get("ORKESTRO_PUBLIC_URL") : urls(Application.EDGE));
        environment.put("ORKESTRO_TOKEN_SECRET", secrets.tokenSecretFor(application.artifact()));
        environment.put("ORKESTRO_METRICS_TOKEN", secrets.metricsToken());
        environment.put(
                "ORKESTRO_TRACE_FILE", options.home().spans(instance.label()).toString());
        if (application == Application.EDGE) {
            environment.put("ORKESTRO_TOKEN_SECRET", secrets.tokenSecret());
            environment.put(
                    "ORKESTRO_SNAPSHOT_DIR",
                    options.home().data("snapshots").resolve(instance.label()).toString());
            ADDRESSES.forEach((backend, variable) -> environment.put(variable, urls(backend)));
        }
        if (application == Application.CONSOLE) {
            environment.put("ORKESTRO_EDGE_DATABASE_USER", servers.edgeUser());
            environment.put("ORKESTRO_ADMIN_PASSWORD", secrets.adminPassword());
            environment.put("ORKESTRO_VIEWER_PASSWORD", secrets.viewerPassword());
        }
        options.environment().forEach((variable, value) -> {
            if (isTheirs(variable)) {
                environment.putIfAbsent(variable, value);
            }
        });
        // Edges ask twice a second who is ready, and a console has nobody to take over from it.
        environment.putIfAbsent("ORKESTRO_DRAIN", application == Application.CONSOLE ? "0s" : "2s");
        // Few requests, and somebody who wants to see each of them.
        environment.putIfAbsent("ORKESTRO_TRACE_SAMPLING", "1");
        // Whoever tries webhooks here listens on this machine.
        environment.putIfAbsent("ORKESTRO_WEBHOOKS_ALLOW_PRIVATE", "true");
        return environment;
    }

    private static boolean isTheirs(String variable) {
        return THEIR_SETTINGS.stream().anyMatch(variable::startsWith)
                && OUR_SETTINGS.stream().noneMatch(variable::startsWith);
    }

    /** Of all its places. */
    private String urls(Application application) {
        return Instance.places(application)
                .map(place -> "http://localhost:" + ports.of(place))
                .collect(Collectors.joining(","));
    }
}
