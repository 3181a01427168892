package io.orkestro.tracking;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.routing.Routing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails.Address;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** One more instance of the service on the same database, exchanges and queues as the test's own. */
public final class AnotherInstance implements AutoCloseable {

    private static final List<String> SETTINGS = List.of(
            "server.port=0",
            "orkestro.internal.port=0",
            "orkestro.token.secret=" + ApiClient.SECRET,
            "orkestro.secret-key=" + ApiClient.SECRET,
            "orkestro.tracking.stream.heartbeat=2s",
            "orkestro.internal.peers.legacy-monolith.url=http://127.0.0.1:1",
            "orkestro.internal.peers.legacy-monolith.secret=" + ApiClient.SECRET);

    private final ConfigurableApplicationContext context;

    private AnotherInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param settings that differ from the first's, {@code name=value} */
    public static AnotherInstance beside(ApplicationContext first, String... settings) {
        Map<String, String> all = new LinkedHashMap<>();
        Stream.of(serversOf(first), SETTINGS, List.of(settings))
                .flatMap(List::stream)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> all.put(setting[0], setting[1]));
        return new AnotherInstance(new SpringApplicationBuilder(TrackingApplication.class, Decided.class)
                .initializers(context ->
                        context.getBeanFactory().registerSingleton("withoutTheTestsOwn", new WithoutTheTestsOwn()))
                .run(all.entrySet().stream().map(each -> "--" + each).toArray(String[]::new)));
    }

    private static List<String> serversOf(ApplicationContext first) {
        JdbcConnectionDetails database = first.getBean(JdbcConnectionDetails.class);
        RabbitConnectionDetails broker = first.getBean(RabbitConnectionDetails.class);
        Address address = broker.getFirstAddress();
        return List.of(
                "spring.datasource.url=" + database.getJdbcUrl(),
                "spring.datasource.username=" + database.getUsername(),
                "spring.datasource.password=" + Objects.requireNonNullElse(database.getPassword(), ""),
                "spring.rabbitmq.addresses=" + address.host() + ":" + address.port(),
                "spring.rabbitmq.username=" + broker.getUsername(),
                "spring.rabbitmq.password=" + broker.getPassword(),
                "spring.rabbitmq.virtual-host=" + Objects.requireNonNullElse(broker.getVirtualHost(), "/"),
                "orkestro.messaging.prefix=" + first.getEnvironment().getRequiredProperty("orkestro.messaging.prefix"));
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What a timer begins is decided as requests are. */
    static class Decided {

        @Bean
        @Primary
        Routing trackingIsAService() {
            return _ -> Api.DECISION;
        }
    }

    /** The service's packages are the tests' as well. */
    private static final class WithoutTheTestsOwn extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader metadata, MetadataReaderFactory factory) {
            return metadata.getAnnotationMetadata().hasAnnotation(TestComponent.class.getName())
                    || metadata.getAnnotationMetadata().hasAnnotation(TestConfiguration.class.getName());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WithoutTheTestsOwn;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
