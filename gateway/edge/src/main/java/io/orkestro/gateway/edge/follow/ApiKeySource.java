package io.orkestro.gateway.edge.follow;

import io.orkestro.gateway.edge.access.ApiKey;
import io.orkestro.gateway.edge.access.ApiKeys;
import io.orkestro.platform.web.token.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The console's API keys, as far as a request may need them: neither revoked nor over, with their live secrets. */
final class ApiKeySource implements Source<ApiKeys> {

    private static final String LIVE_KEYS = """
            select k.id, k.role, k.principal, k.expires_at, k.requests_per_second, k.burst,
                   s.sha256, s.expires_at as secret_expires_at
              from api_key k join api_key_secret s on s.key_id = k.id
             where k.revoked_at is null
               and (k.expires_at is null or k.expires_at > now())
               and (s.expires_at is null or s.expires_at > now())
             order by k.id, s.created_at desc
            """;

    @Override
    public String name() {
        return "api_keys";
    }

    @Override
    public Class<ApiKeys> type() {
        return ApiKeys.class;
    }

    @Override
    public ApiKeys read(Connection connection) throws SQLException {
        Map<String, ApiKey> keys = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(LIVE_KEYS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                ApiKey key = keyIn(row);
                keys.merge(key.id(), key, ApiKeySource::withSecretsOfBoth);
            }
        }
        return new ApiKeys(keys);
    }

    private static ApiKey keyIn(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getString("principal"),
                List.of(new ApiKey.Secret(row.getString("sha256"), instant(row, "secret_expires_at"))),
                instant(row, "expires_at"),
                row.getObject("requests_per_second", Integer.class),
                row.getObject("burst", Integer.class));
    }

    private static ApiKey withSecretsOfBoth(ApiKey one, ApiKey other) {
        List<ApiKey.Secret> secrets = new ArrayList<>(one.secrets());
        secrets.addAll(other.secrets());
        return new ApiKey(
                one.id(), one.role(), one.principal(), secrets, one.expiresAt(), one.requestsPerSecond(), one.burst());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
