package io.orkestro.gateway.edge.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.gateway.edge.GatewayDatabase;
import io.orkestro.gateway.edge.access.ApiKeys;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.testing.TcpProxy;
import io.orkestro.platform.testing.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A snapshot outlives its database: frozen, alarming, on disk, never emptied. */
@SpringJUnitConfig(FollowerIT.Servers.class)
class FollowerIT {

    @Import(TestServers.class)
    static class Servers {

        @Bean
        GatewayDatabase gatewayDatabase(JdbcConnectionDetails details) {
            return GatewayDatabase.at(details);
        }
    }

    @Autowired
    private GatewayDatabase database;

    @TempDir
    private Path directory;

    private TcpProxy wire;
    private Follower<ApiKeys> follower;

    @BeforeEach
    void aFollowerBehindAWire() {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        wire = TcpProxy.to(server.getHost(), server.getPort());
        follower = followerAt(wire.port());
    }

    @AfterEach
    void stop() {
        follower.stop();
        wire.close();
    }

    @Test
    void knowsNothingBeforeItHasStarted() {
        assertThat(follower.current()).isNull();
    }

    @Test
    void anAbsentDatabaseFreezesAndNeverEmpties() {
        GatewayDatabase.Key key = database.retailer("ret_acme");
        follower.start();
        await().until(() -> knows(key));

        wire.blackHole();
        await().atMost(Duration.ofSeconds(10)).until(follower::isFrozen);
        assertThat(knows(key)).isTrue();

        GatewayDatabase.Key later = database.retailer("ret_late");
        wire.reset();
        wire.heal();
        await().atMost(Duration.ofSeconds(10)).until(() -> knows(later));
        assertThat(follower.isFrozen()).isFalse();
    }

    @Test
    void aChangeDuringALostConnectionIsNotMissed() {
        GatewayDatabase.Key key = database.retailer("ret_acme");
        follower.start();
        await().until(() -> knows(key));

        wire.reset();
        database.revoke(key);

        await().atMost(Duration.ofSeconds(5)).until(() -> !knows(key));
    }

    @Test
    void startsFromDiskWhileTheDatabaseIsAway() throws IOException {
        GatewayDatabase.Key key = database.retailer("ret_acme");
        follower.start();
        await().until(() -> knows(key));
        follower.stop();
        Path file = directory.resolve("api_keys.json");
        await().until(() -> Files.exists(file) && Files.readString(file).contains(key.id()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file))
                .doesNotContain(key.text().substring(key.text().lastIndexOf('_') + 1));

        wire.close();
        follower = followerAt(wire.port());
        follower.start();

        assertThat(knows(key)).isTrue();
        assertThat(follower.verifiedAt()).isEqualTo(Instant.EPOCH);
        await().until(follower::isFrozen);
        assertThat(knows(key)).isTrue();
    }

    @Test
    void aBrokenFileIsAsGoodAsNone() throws IOException {
        Files.writeString(directory.resolve("api_keys.json"), "{\"version\":7,\"conte");
        wire.close();

        follower.start();

        await().until(follower::isFrozen);
        assertThat(follower.current()).isNull();
    }

    @Test
    void leavesNoDraftsBehind() throws IOException {
        follower.start();
        GatewayDatabase.Key key = database.retailer("ret_acme");
        await().until(() -> knows(key));
        follower.stop();

        await().untilAsserted(() -> {
            try (var files = Files.list(directory)) {
                assertThat(files.map(file -> file.getFileName().toString())).containsExactly("api_keys.json");
            }
        });
    }

    @Test
    void aTableItCannotReadLeavesTheLastGoodOne() {
        try (Followed<RoutingTable> table = follow(new RoutingTableSource(), database.url())) {
            RoutingTable good = database.place(Capability.TRACKING, Stage.LIVE);
            await().until(() -> good.equals(table.follower().current()));

            database.publishNonsense("{\"version\":99,\"placements\":{\"DISPATCH\":{\"stage\":\"DOUBLE\"}}}");
            await().atMost(Duration.ofSeconds(5)).until(table.follower()::isFrozen);
            Instant verifiedAt = table.follower().verifiedAt();
            assertThat(table.follower().current()).isEqualTo(good);

            RoutingTable repaired = database.place(Capability.TRACKING, Stage.OFF);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> repaired.equals(table.follower().current()));
            assertThat(table.follower().isFrozen()).isFalse();
            assertThat(table.follower().verifiedAt()).isAfter(verifiedAt);
        }
    }

    @Test
    void aTableThatVanishesLeavesTheLastGoodOne() {
        try (Followed<RoutingTable> table = follow(new RoutingTableSource(), database.url())) {
            RoutingTable good = database.place(Capability.TRACKING, Stage.LIVE);
            await().until(() -> good.equals(table.follower().current()));

            database.forgetTheTable();
            database.killFollowersOf("routing_table");
            await().atMost(Duration.ofSeconds(5)).until(table.follower()::isFrozen);
            assertThat(table.follower().current()).isEqualTo(good);
        } finally {
            database.publish(database.table());
        }
    }

    @Test
    void anOlderTableOfARestoredDatabaseIsTakenAndIsAnAlarm() {
        RoutingTable old = database.table();
        try (Followed<RoutingTable> table = follow(new RoutingTableSource(), database.url())) {
            RoutingTable good = database.place(Capability.TRACKING, Stage.LIVE);
            await().until(() -> good.equals(table.follower().current()));
            assertThat(table.follower().steppedBackAt()).isEqualTo(Instant.EPOCH);
            Instant before = Clock.systemUTC().instant();

            database.publish(old);

            await().until(() -> old.equals(table.follower().current()));
            assertThat(table.follower().stepsBack()).isEqualTo(1);
            assertThat(table.follower().steppedBackAt()).isAfterOrEqualTo(before);
            assertThat(table.follower().isFrozen()).isFalse();
        }
    }

    @Test
    void theTableStartsFromDiskToo() {
        RoutingTable placed = database.place(
                Capability.DISPATCH,
                new Placement(
                        Stage.CANARY,
                        Set.of(new RoutingKey("acme"), new RoutingKey("other")),
                        Set.of(new RoutingKey("not")),
                        1250,
                        100,
                        Instant.parse("2026-11-23T08:00:00.123Z")));
        try (Followed<RoutingTable> table = follow(new RoutingTableSource(), database.url())) {
            await().until(() -> placed.equals(table.follower().current()));
        }
        await().until(() -> Files.exists(directory.resolve("routing_table.json")));

        try (Followed<RoutingTable> table = follow(new RoutingTableSource(), "jdbc:postgresql://127.0.0.1:1/nobody")) {
            assertThat(table.follower().current()).isEqualTo(placed);
            assertThat(table.follower().verifiedAt()).isEqualTo(Instant.EPOCH);
        }
    }

    private record Followed<T>(Follower<T> follower) implements AutoCloseable {

        @Override
        public void close() {
            follower.stop();
        }
    }

    private <T> Followed<T> follow(Source<T> source, String url) {
        Follower<T> started = new Follower<>(source, propertiesFor(url), Clock.systemUTC());
        started.start();
        return new Followed<>(started);
    }

    private boolean knows(GatewayDatabase.Key key) {
        @Nullable ApiKeys keys = follower.current();
        return keys != null && keys.byId().containsKey(key.id());
    }

    private Follower<ApiKeys> followerAt(int port) {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        return new Follower<>(
                new ApiKeySource(),
                propertiesFor("jdbc:postgresql://127.0.0.1:" + port + server.getPath()),
                Clock.systemUTC());
    }

    private FollowProperties propertiesFor(String url) {
        return new FollowProperties(
                url,
                database.edgeUser(),
                database.edgePassword(),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                directory);
    }
}
