package io.orkestro.gateway.edge;

import io.orkestro.platform.testing.TestServers;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** What an edge under test stands on: the gateway's database, and one backend in every role. */
@TestConfiguration(proxyBeanMethods = false)
@Import(TestServers.class)
class EdgeServers {

    /** The installation's secret in tests. */
    static final String SECRET = "b3JrZXN0cm8gdGVzdHMsIDMyIGJ5dGVzIG9yIG1vcmU=";

    static final String METRICS_TOKEN = "for-tests-to-scrape-with";

    @Bean
    GatewayDatabase gatewayDatabase(JdbcConnectionDetails details) {
        return GatewayDatabase.at(details);
    }

    @Bean
    TestBackend testBackend() {
        return TestBackend.start();
    }

    @Bean
    DynamicPropertyRegistrar addresses(GatewayDatabase database, TestBackend backend) {
        return registry -> {
            registry.add("orkestro.edge.token-secret", () -> SECRET);
            registry.add("orkestro.metrics.token", () -> METRICS_TOKEN);
            registry.add("orkestro.edge.follow.database-url", database::url);
            registry.add("orkestro.edge.follow.database-user", database::edgeUser);
            registry.add("orkestro.edge.follow.database-password", database::edgePassword);
            for (String role :
                    new String[] {"monolith", "dispatch", "marketplace", "tracking", "notification", "console"}) {
                registry.add("orkestro.edge.backends." + role, backend::address);
            }
        };
    }
}
