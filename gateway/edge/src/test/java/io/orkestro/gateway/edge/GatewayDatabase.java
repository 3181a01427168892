package io.orkestro.gateway.edge;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway's database as the console leaves it, made from the console's own migrations; one for each object, with an edge's
 * user, who may do there what the console allows.
 */
public final class GatewayDatabase implements AutoCloseable {

    private static final Path MIGRATIONS = Path.of("../console/src/main/resources/db/migration");
    private static final String EDGE_PASSWORD = "the-edges-password";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A key with its whole text. */
    public record Key(String id, String text) {

        public String header() {
            return "Authorization: Bearer " + text;
        }
    }

    private final String server;
    private final String name;
    private final @Nullable String user;
    private final @Nullable String password;
    private RoutingTable table = RoutingTable.everythingAtMonolith();
    private volatile long committedAt;

    public static GatewayDatabase at(JdbcConnectionDetails details) {
        return new GatewayDatabase(details.getJdbcUrl(), details.getUsername(), details.getPassword());
    }

    /** @param server any database of the server, by whose login others can be created */
    public GatewayDatabase(String server, @Nullable String user, @Nullable String password) {
        this.server = server;
        this.user = user;
        this.password = password;
        String path = URI.create(server.substring("jdbc:".length())).getPath().substring(1);
        this.name = path + "_" + COUNT.incrementAndGet();
        outsideATransaction("create database " + name);
        outsideATransaction("create role %s login password '%s'".formatted(edgeUser(), EDGE_PASSWORD));
        migrate();
        publish(table);
    }

    public String url() {
        int path = server.indexOf('/', "jdbc:postgresql://".length());
        int query = server.indexOf('?', path);
        return server.substring(0, path + 1) + name + (query < 0 ? "" : server.substring(query));
    }

    public String edgeUser() {
        return name + "_edge";
    }

    public String edgePassword() {
        return EDGE_PASSWORD;
    }

    @Override
    public void close() {
        outsideATransaction("drop database if exists " + name + " with (force)");
        outsideATransaction("drop role if exists " + edgeUser());
    }

    public Key retailer(String principal) {
        return issue("retailer", principal, null);
    }

    /** Issues a key as the console does: rows, version and notification in one transaction. */
    public Key issue(String role, @Nullable String principal, @Nullable Integer requestsPerSecond) {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        String secret = "s".repeat(8) + UUID.randomUUID().toString().replace("-", "");
        change(
                "insert into api_key (id, role, principal, name, requests_per_second, burst, created_at, created_by)"
                        + " values ('%s', '%s', %s, 'test', %s, %s, now(), 'test')"
                                .formatted(
                                        id,
                                        role,
                                        principal == null ? "null" : "'" + principal + "'",
                                        requestsPerSecond,
                                        requestsPerSecond),
                "insert into api_key_secret (key_id, sha256, created_at) values ('%s', '%s', now())"
                        .formatted(id, sha256(secret)),
                "update followed_version set version = version + 1 where name = 'api_keys'",
                "select pg_notify('api_keys', '')");
        return new Key(id, "ork_" + role + "_" + id + "_" + secret);
    }

    public void revoke(Key key) {
        change(
                "update api_key set revoked_at = now(), revoked_by = 'test' where id = '%s'".formatted(key.id()),
                "update followed_version set version = version + 1 where name = 'api_keys'",
                "select pg_notify('api_keys', '')");
    }

    /** As {@link #revoke}, for an edge whose notifications are dead. */
    public void revokeWithoutNotice(Key key) {
        change(
                "update api_key set revoked_at = now(), revoked_by = 'test' where id = '%s'".formatted(key.id()),
                "update followed_version set version = version + 1 where name = 'api_keys'");
    }

    public Key rotate(Key key, String graceInterval) {
        String secret = "r".repeat(8) + UUID.randomUUID().toString().replace("-", "");
        change(
                "update api_key_secret set expires_at = now() + interval '%s' where key_id = '%s'"
                        .formatted(graceInterval, key.id()),
                "insert into api_key_secret (key_id, sha256, created_at) values ('%s', '%s', now())"
                        .formatted(key.id(), sha256(secret)),
                "update followed_version set version = version + 1 where name = 'api_keys'",
                "select pg_notify('api_keys', '')");
        return new Key(key.id(), key.text().substring(0, key.text().lastIndexOf('_') + 1) + secret);
    }

    /** Moves one capability, in the next version of the table. */
    public RoutingTable place(Capability capability, Stage stage) {
        return place(capability, Placement.at(stage, now()));
    }

    public RoutingTable place(Capability capability, Placement placement) {
        publish(with(capability, placement));
        return table;
    }

    /** As {@link #place}, for an edge whose notifications are dead. */
    public RoutingTable placeWithoutNotice(Capability capability, Stage stage) {
        table = with(capability, Placement.at(stage, now()));
        change(row(documentOf(table)), version());
        return table;
    }

    /** Commits a table as the console does: document, version and notification in one transaction. */
    public void publish(RoutingTable next) {
        table = next;
        publish(documentOf(next));
    }

    /** Any text instead of a table's document, one version further. */
    public void publishNonsense(String document) {
        table = new RoutingTable(table.version() + 1, table.placements());
        publish(document);
    }

    public void forgetTheTable() {
        change("delete from routing_table");
    }

    /** {@link System#nanoTime} when the last commit was sent. */
    public long committedAt() {
        return committedAt;
    }

    public RoutingTable table() {
        return table;
    }

    /** Ends all connections on which edges follow this snapshot. */
    public void killFollowersOf(String snapshot) {
        change(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'orkestro-edge-%s' and datname = '%s'"
                        .formatted(snapshot, name));
    }

    /** The rows of a query, each value by its column's name. */
    public List<Map<String, Object>> rows(String query) {
        try (Connection connection = DriverManager.getConnection(url(), user, password);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One number. */
    public long number(String query) {
        Object value = rows(query).getFirst().values().iterator().next();
        return value == null ? 0 : ((Number) value).longValue();
    }

    public void change(String... statements) {
        try (Connection connection = DriverManager.getConnection(url(), user, password)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            committedAt = System.nanoTime();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(String document) {
        change(row(document), version(), "select pg_notify('routing_table', '')");
    }

    private String row(String document) {
        return """
                insert into routing_table (version, document, changed_at) values (%d, '%s', now())
                    on conflict (only_row) do update set version = excluded.version, document = excluded.document,
                        changed_at = excluded.changed_at
                """.formatted(table.version(), document);
    }

    private String version() {
        return """
                insert into followed_version (name, version) values ('routing_table', %d)
                    on conflict (name) do update set version = excluded.version
                """.formatted(table.version());
    }

    private RoutingTable with(Capability capability, Placement placement) {
        Map<Capability, Placement> placements = new EnumMap<>(table.placements());
        placements.put(capability, placement);
        return new RoutingTable(table.version() + 1, placements);
    }

    private static String documentOf(RoutingTable table) {
        return JSON.writeValueAsString(RoutingDocument.of(table));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private void migrate() {
        try (var files = Files.list(MIGRATIONS)) {
            // What is repeated comes last.
            List<Path> scripts = files.sorted(
                            Comparator.comparing(GatewayDatabase::isRepeated).thenComparing(Path::toString))
                    .toList();
            for (Path script : scripts) {
                change(Files.readString(script).replace("${edge-user}", edgeUser()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRepeated(Path script) {
        return script.getFileName().toString().startsWith("R__");
    }

    private void outsideATransaction(String sql) {
        try (Connection connection = DriverManager.getConnection(server, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
