package io.orkestro.gateway.console.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of API keys. */
@Component
class KeyStore {

    private final JdbcClient jdbc;

    KeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record SecretRow(String keyId, ApiKey.Secret secret) {}

    List<ApiKey> all() {
        Map<String, List<ApiKey.Secret>> secrets = jdbc
                .sql("select key_id, created_at, expires_at from api_key_secret order by created_at desc")
                .query(KeyStore::secretIn)
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        SecretRow::keyId, Collectors.mapping(SecretRow::secret, Collectors.toList())));
        return jdbc.sql("select * from api_key order by created_at desc, id")
                .query((row, number) -> keyIn(row, secrets.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    /** The key as it is now, kept from concurrent changes until the transaction ends. */
    Optional<ApiKey> lock(String id) {
        List<ApiKey.Secret> secrets = jdbc
                .sql("select key_id, created_at, expires_at from api_key_secret where key_id = :id order by"
                        + " created_at desc")
                .param("id", id)
                .query(KeyStore::secretIn)
                .list()
                .stream()
                .map(SecretRow::secret)
                .toList();
        return jdbc.sql("select * from api_key where id = :id for update")
                .param("id", id)
                .query((row, number) -> keyIn(row, secrets))
                .optional();
    }

    void add(KeyText text, NewKey key, Instant now, String actor) {
        jdbc.sql("insert into api_key (id, role, principal, name, requests_per_second, burst, created_at, created_by)"
                        + " values (:id, :role, :principal, :name, :requestsPerSecond, :burst, :now, :actor)")
                .param("id", text.id())
                .param("role", key.role().slug())
                .param("principal", key.principal())
                .param("name", key.name())
                .param("requestsPerSecond", key.requestsPerSecond())
                .param("burst", key.burst())
                .param("now", utc(now))
                .param("actor", actor)
                .update();
        addSecret(text, now);
    }

    void addSecret(KeyText text, Instant now) {
        jdbc.sql("insert into api_key_secret (key_id, sha256, created_at) values (:id, :sha256, :now)")
                .param("id", text.id())
                .param("sha256", text.sha256())
                .param("now", utc(now))
                .update();
    }

    /** Gives the newest secret an end, and drops those that had one. */
    void retireSecrets(String id, Instant end) {
        jdbc.sql("delete from api_key_secret where key_id = :id and expires_at is not null")
                .param("id", id)
                .update();
        jdbc.sql("update api_key_secret set expires_at = :end where key_id = :id")
                .param("id", id)
                .param("end", utc(end))
                .update();
    }

    void revoke(String id, Instant now, String actor) {
        jdbc.sql("update api_key set revoked_at = :now, revoked_by = :actor where id = :id")
                .param("id", id)
                .param("now", utc(now))
                .param("actor", actor)
                .update();
    }

    /** Raises the version the edges poll, and notifies them on commit. */
    void tellEdges() {
        jdbc.sql("update followed_version set version = version + 1 where name = 'api_keys'")
                .update();
        jdbc.sql("select pg_notify('api_keys', '')").query((row, number) -> "").list();
    }

    private static ApiKey keyIn(ResultSet row, List<ApiKey.Secret> secrets) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                KeyRole.ofSlug(row.getString("role")),
                row.getString("principal"),
                row.getString("name"),
                row.getObject("requests_per_second", Integer.class),
                row.getObject("burst", Integer.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                row.getString("revoked_by"),
                secrets);
    }

    private static SecretRow secretIn(ResultSet row, int number) throws SQLException {
        return new SecretRow(
                row.getString("key_id"),
                new ApiKey.Secret(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(), instant(row, "expires_at")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
