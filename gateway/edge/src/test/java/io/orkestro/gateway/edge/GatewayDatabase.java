package io.orkestro.gateway.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The gateway's database as the console leaves it, made from the console's own migrations. */
public final class GatewayDatabase {

    private static final Path MIGRATION = Path.of("../console/src/main/resources/db/migration/V1__api_keys.sql");

    /** A key with its whole text. */
    public record Key(String id, String text) {

        public String header() {
            return "Authorization: Bearer " + text;
        }
    }

    private final JdbcConnectionDetails details;

    public static GatewayDatabase at(JdbcConnectionDetails details) {
        return new GatewayDatabase(details);
    }

    private GatewayDatabase(JdbcConnectionDetails details) {
        this.details = details;
        change("drop table if exists api_key_secret, api_key, followed_version, audit_entry");
        try {
            change(Files.readString(MIGRATION));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return details.getJdbcUrl();
    }

    public @Nullable String user() {
        return details.getUsername();
    }

    public @Nullable String password() {
        return details.getPassword();
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

    public void change(String... statements) {
        try (Connection connection = DriverManager.getConnection(url(), user(), password())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            connection.commit();
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
