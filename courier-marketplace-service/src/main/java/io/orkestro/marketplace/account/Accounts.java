package io.orkestro.marketplace.account;

import static java.util.stream.Collectors.toMap;

import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.CourierProvider;
import io.orkestro.platform.web.secret.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The accounts' rows; their secrets are sealed. */
@Component
public class Accounts {

    private static final TypeReference<Map<String, String>> ENTRIES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SecretBox secrets;
    private final Clock clock;
    private final Map<String, CourierProvider> providers;

    Accounts(JdbcClient jdbc, JsonMapper json, SecretBox secrets, Clock clock, List<CourierProvider> providers) {
        this.jdbc = jdbc;
        this.json = json;
        this.secrets = secrets;
        this.clock = clock;
        this.providers = providers.stream().collect(toMap(CourierProvider::kind, Function.identity()));
    }

    /** An account as it is kept. */
    record Kept(String provider, CourierAccount account, Instant updatedAt) {}

    public boolean exists(String courierId) {
        return jdbc.sql("select exists(select 1 from courier_account where courier_id = ?)")
                .param(courierId)
                .query(Boolean.class)
                .single();
    }

    /** Empty where it has no account, or one with an API that nobody here speaks any more. */
    public Optional<Connected> of(String courierId) {
        return Optional.ofNullable(of(List.of(courierId)).get(courierId));
    }

    /** By courier; who is not in it has none. */
    public Map<String, Connected> of(Collection<String> courierIds) {
        Map<String, Connected> connected = new HashMap<>();
        for (Kept kept : find(courierIds)) {
            CourierProvider provider = providers.get(kept.provider());
            if (provider != null) {
                connected.put(kept.account().courierId(), new Connected(provider, kept.account()));
            }
        }
        return connected;
    }

    Optional<Kept> find(String courierId) {
        return find(List.of(courierId)).stream().findFirst();
    }

    Optional<CourierProvider> provider(String kind) {
        return Optional.ofNullable(providers.get(kind));
    }

    SortedSet<String> kinds() {
        return new TreeSet<>(providers.keySet());
    }

    void keep(String provider, CourierAccount account) {
        jdbc.sql("""
                        insert into courier_account (courier_id, provider, settings, secrets, updated_at)
                        values (:courier, :provider, cast(:settings as jsonb), :secrets, :now)
                        on conflict (courier_id) do update
                          set provider = excluded.provider, settings = excluded.settings, secrets = excluded.secrets,
                              updated_at = excluded.updated_at
                        """)
                .param("courier", account.courierId())
                .param("provider", provider)
                .param("settings", json.writeValueAsString(account.settings()))
                .param("secrets", secrets.seal(json.writeValueAsString(account.secrets())))
                .param("now", clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC))
                .update();
    }

    void remove(String courierId) {
        jdbc.sql("delete from courier_account where courier_id = ?")
                .param(courierId)
                .update();
    }

    private List<Kept> find(Collection<String> courierIds) {
        return courierIds.isEmpty()
                ? List.of()
                : jdbc.sql("""
                                select courier_id, provider, settings, secrets, updated_at from courier_account
                                where courier_id = any(:ids)
                                """)
                        .param("ids", courierIds.toArray(String[]::new))
                        .query(this::read)
                        .list();
    }

    private Kept read(ResultSet row, int number) throws SQLException {
        return new Kept(
                row.getString("provider"),
                new CourierAccount(
                        row.getString("courier_id"),
                        json.readValue(row.getString("settings"), ENTRIES),
                        json.readValue(secrets.open(row.getString("secrets")), ENTRIES)),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
