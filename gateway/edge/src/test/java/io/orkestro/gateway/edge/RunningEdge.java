package io.orkestro.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** One more edge in this JVM, as an application of its own: for tests that need several, or one that starts late. */
final class RunningEdge implements AutoCloseable {

    /** Its end would otherwise be the end of the threads that all edges and backends of this JVM share. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OwnThreads {

        @Bean
        ReactorResourceFactory reactorResourceFactory() {
            ReactorResourceFactory threads = new ReactorResourceFactory();
            threads.setUseGlobalResources(false);
            threads.setShutdownQuietPeriod(Duration.ZERO);
            return threads;
        }
    }

    private final ConfigurableApplicationContext context;

    /**
     * @param snapshots folder of the disk snapshots, or null for none
     * @param others settings that are to be others than a test's usual ones: {@code --name=value}
     */
    RunningEdge(GatewayDatabase database, URI backend, @Nullable Path snapshots, String... others) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.register-shutdown-hook=false",
                // The test class path has a pool, which the edge has not.
                "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "--orkestro.edge.token-secret=" + EdgeServers.SECRET,
                "--orkestro.edge.rate-limit.requests-per-second=1000000",
                "--orkestro.edge.rate-limit.burst=1000000",
                "--orkestro.edge.follow.database-url=" + database.url(),
                "--orkestro.edge.follow.database-user=" + database.edgeUser(),
                "--orkestro.edge.follow.database-password=" + database.edgePassword(),
                "--orkestro.edge.follow.directory=" + (snapshots == null ? "" : snapshots)));
        for (String role : List.of("monolith", "dispatch", "marketplace", "tracking", "notification", "console")) {
            arguments.add("--orkestro.edge.backends." + role + "=" + backend);
        }
        for (String other : others) {
            String name = other.substring(0, other.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add(other);
        }
        context = new SpringApplicationBuilder(EdgeApplication.class, OwnThreads.class)
                .run(arguments.toArray(String[]::new));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Whether its metrics say that this snapshot stands still. */
    boolean isFrozen(String snapshot) {
        return gauge("orkestro.snapshot.frozen", snapshot) == 1;
    }

    MeterRegistry meters() {
        return context.getBean(MeterRegistry.class);
    }

    double gauge(String name, String snapshot) {
        return context.getBean(MeterRegistry.class)
                .get(name)
                .tag("snapshot", snapshot)
                .gauge()
                .value();
    }

    @Override
    public void close() {
        context.close();
    }
}
