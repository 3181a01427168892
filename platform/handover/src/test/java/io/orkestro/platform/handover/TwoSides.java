package io.orkestro.platform.handover;

import io.orkestro.platform.handover.ToyShop.Desk;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.testing.TcpProxy;
import io.orkestro.platform.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Two toy shops, one on each side, each with a database of its own; between their inner doors wires that can fail. */
final class TwoSides implements AutoCloseable {

    private static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final AnnotationConfigApplicationContext servers =
            new AnnotationConfigApplicationContext(TestServers.class);
    private final Map<Side, ConfigurableApplicationContext> applications = new EnumMap<>(Side.class);
    private final Map<Side, Integer> doors = new EnumMap<>(Side.class);
    private final Map<Side, TcpProxy> wires = new EnumMap<>(Side.class);
    private final Map<Side, String> databases = new EnumMap<>(Side.class);
    private final JdbcConnectionDetails server = servers.getBean(JdbcConnectionDetails.class);
    private final Map<String, String> prefix = new HashMap<>();

    TwoSides() {
        servers.getBean(DynamicPropertyRegistrar.class).accept((name, value) -> {
            if (name.startsWith("orkestro.messaging.")) {
                prefix.put(name, String.valueOf(value.get()));
            }
        });
        for (Side side : Side.values()) {
            doors.put(side, freePort());
            wires.put(side, TcpProxy.to("127.0.0.1", door(side)));
            databases.put(side, newDatabase(side));
        }
        for (Side side : Side.values()) {
            start(side);
        }
    }

    Desk at(Side side) {
        return application(side).getBean(Desk.class);
    }

    Optional<Toys.Toy> toy(Side side, String id) {
        return application(side).getBean(Toys.class).toy(id);
    }

    JdbcClient jdbc(Side side) {
        return application(side).getBean(JdbcClient.class);
    }

    <T> T bean(Side side, Class<T> type) {
        return application(side).getBean(type);
    }

    /** On the way to this side's inner door. */
    TcpProxy wireTo(Side side) {
        return Objects.requireNonNull(wires.get(side));
    }

    int door(Side side) {
        return Objects.requireNonNull(doors.get(side));
    }

    void stop(Side side) {
        application(side).close();
    }

    void start(Side side) {
        List<String> settings = new ArrayList<>(List.of(
                "spring.application.name=" + name(side),
                "server.port=0",
                "toy.database=" + databases.get(side),
                "toy.user=" + server.getUsername(),
                "toy.password=" + Objects.requireNonNullElse(server.getPassword(), ""),
                "spring.flyway.locations=classpath:db/platform,classpath:db/toy",
                "spring.main.banner-mode=off",
                "spring.datasource.hikari.maximum-pool-size=12",
                "orkestro.token.audience=" + name(side),
                "orkestro.token.secret=" + SECRET,
                "orkestro.secret-key=" + SECRET,
                "orkestro.messaging.side=" + side.slug(),
                "orkestro.internal.port=" + door(side),
                "orkestro.internal.peers." + name(side.other()) + ".url=http://127.0.0.1:"
                        + wireTo(side.other()).port(),
                "orkestro.internal.peers." + name(side.other()) + ".secret=" + SECRET,
                "orkestro.internal.peers.gateway-console.secret=" + SECRET,
                "orkestro.handover.side=" + side.slug(),
                "orkestro.handover.peers.dispatch=" + name(side.other()),
                "orkestro.handover.heartbeat=100ms",
                "orkestro.handover.backfill-rate=100",
                "orkestro.handover.recheck-after=300ms"));
        prefix.forEach((name, value) -> settings.add(name + "=" + value));
        applications.put(
                side,
                new SpringApplicationBuilder(ToyShop.class)
                        .web(WebApplicationType.SERVLET)
                        .properties(settings.toArray(String[]::new))
                        .run());
    }

    static String name(Side side) {
        return side.slug() + "-shop";
    }

    @Override
    public void close() {
        applications.values().forEach(ConfigurableApplicationContext::close);
        wires.values().forEach(TcpProxy::close);
        JdbcClient admin = admin();
        for (Side side : Side.values()) {
            admin.sql("drop database if exists %s with (force)".formatted(databaseName(side)))
                    .update();
        }
        servers.close();
    }

    private ConfigurableApplicationContext application(Side side) {
        return Objects.requireNonNull(applications.get(side));
    }

    private String newDatabase(Side side) {
        admin().sql("create database " + databaseName(side)).update();
        return server.getJdbcUrl().replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + databaseName(side));
    }

    private String databaseName(Side side) {
        return admin().sql("select current_database()").query(String.class).single() + "_" + side.slug();
    }

    private JdbcClient admin() {
        return JdbcClient.create(new DriverManagerDataSource(
                server.getJdbcUrl(),
                Objects.requireNonNull(server.getUsername()),
                Objects.requireNonNullElse(server.getPassword(), "")));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
