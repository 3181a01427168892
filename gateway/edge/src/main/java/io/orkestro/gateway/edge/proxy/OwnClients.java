package io.orkestro.gateway.edge.proxy;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The same client as the gateway's, but for its connections: for what is to take none from everybody else. */
@Component
public final class OwnClients {

    private final HttpClientProperties properties;
    private final ServerProperties server;
    private final HttpClientSslConfigurer ssl;
    private final List<HttpClientCustomizer> customizers;

    OwnClients(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers) {
        this.properties = properties;
        this.server = server;
        this.ssl = ssl;
        this.customizers = customizers;
    }

    /**
     * A client with connections of its own.
     *
     * @param name of their pool
     * @param connections at most so many to each backend
     */
    public HttpClient onItsOwn(String name, int connections) {
        return new Factory(properties, server, ssl, customizers, name, connections).createInstance();
    }

    private static final class Factory extends HttpClientFactory {

        private final String name;
        private final int connections;

        Factory(
                HttpClientProperties properties,
                ServerProperties server,
                HttpClientSslConfigurer ssl,
                List<HttpClientCustomizer> customizers,
                String name,
                int connections) {
            super(properties, server, ssl, customizers);
            this.name = name;
            this.connections = connections;
        }

        @Override
        protected HttpClient createInstance() {
            return super.createInstance();
        }

        @Override
        protected ConnectionProvider buildConnectionProvider(HttpClientProperties properties) {
            HttpClientProperties.Pool pool = properties.getPool();
            ConnectionProvider.Builder builder = ConnectionProvider.builder(name)
                    .maxConnections(connections)
                    .evictInBackground(pool.getEvictionInterval());
            if (pool.getAcquireTimeout() != null) {
                builder.pendingAcquireTimeout(Duration.ofMillis(pool.getAcquireTimeout()));
            }
            if (pool.getMaxIdleTime() != null) {
                builder.maxIdleTime(pool.getMaxIdleTime());
            }
            return builder.build();
        }
    }
}
