package io.orkestro.gateway.neighbour;

import io.orkestro.platform.routing.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Both sides of tracking, each a {@link Neighbour} with a database of its own, and doors that know each other and the console. */
public final class Neighbours implements AutoCloseable {

    public static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final Map<Side, Integer> doors = new EnumMap<>(Side.class);
    private final Map<Side, ConfigurableApplicationContext> applications = new EnumMap<>(Side.class);
    private final List<Runnable> leftovers = new ArrayList<>();

    /** Their doors are known before they are open: the console is told of them at its start. */
    public Neighbours() {
        for (Side side : Side.values()) {
            doors.put(side, freePort());
        }
    }

    public static String nameOf(Side side) {
        return side == Side.MONOLITH ? "legacy-monolith" : "tracking-service";
    }

    public String doorOf(Side side) {
        return "http://127.0.0.1:" + doors.get(side);
    }

    /** @param prefix of exchanges and queues */
    public void start(JdbcConnectionDetails server, String prefix) {
        for (Side side : Side.values()) {
            applications.put(
                    side,
                    new SpringApplicationBuilder(Neighbour.class)
                            .web(WebApplicationType.SERVLET)
                            .run(argumentsFor(side, server, prefix)));
        }
    }

    public <T> T bean(Side side, Class<T> type) {
        return Objects.requireNonNull(applications.get(side)).getBean(type);
    }

    @Override
    public void close() {
        applications.values().forEach(ConfigurableApplicationContext::close);
        leftovers.forEach(Runnable::run);
    }

    private String[] argumentsFor(Side side, JdbcConnectionDetails server, String prefix) {
        String other = nameOf(side.other());
        return List.of(
                        // The console's own settings are on the class path too.
                        "spring.config.name=neighbour",
                        "spring.application.name=" + nameOf(side),
                        "spring.main.banner-mode=off",
                        "spring.main.register-shutdown-hook=false",
                        "spring.flyway.locations=classpath:db/platform",
                        "spring.datasource.hikari.maximum-pool-size=8",
                        "server.port=0",
                        "neighbour.database=" + newDatabase(side, server),
                        "neighbour.user=" + server.getUsername(),
                        "neighbour.password=" + Objects.requireNonNullElse(server.getPassword(), ""),
                        "orkestro.token.audience=" + nameOf(side),
                        "orkestro.token.secret=" + SECRET,
                        "orkestro.secret-key=" + SECRET,
                        "orkestro.messaging.prefix=" + prefix + "neighbours.",
                        "orkestro.messaging.side=" + side.slug(),
                        "orkestro.messaging.retries=0",
                        "orkestro.internal.port=" + doors.get(side),
                        "orkestro.internal.peers." + other + ".url=" + doorOf(side.other()),
                        "orkestro.internal.peers." + other + ".secret=" + SECRET,
                        "orkestro.internal.peers.gateway-console.secret=" + SECRET,
                        "orkestro.handover.side=" + side.slug(),
                        "orkestro.handover.peers.tracking=" + other,
                        "orkestro.handover.heartbeat=100ms",
                        "orkestro.handover.recheck-after=300ms")
                .stream()
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
    }

    private String newDatabase(Side side, JdbcConnectionDetails server) {
        JdbcClient admin = admin(server);
        String name = admin.sql("select current_database()").query(String.class).single() + "_" + side.slug();
        admin.sql("create database " + name).update();
        leftovers.add(() -> admin.sql("drop database if exists %s with (force)".formatted(name))
                .update());
        return server.getJdbcUrl().replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    private static JdbcClient admin(JdbcConnectionDetails server) {
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
