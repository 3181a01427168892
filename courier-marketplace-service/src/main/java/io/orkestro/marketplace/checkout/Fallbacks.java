package io.orkestro.marketplace.checkout;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/** All retailers' fallback prices, in memory too: they are for moments when the database does not answer. */
@Component
class Fallbacks {

    private static final Logger log = LoggerFactory.getLogger(Fallbacks.class);
    private static final long REFRESH_MILLIS = 5_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Fallback> known = new ConcurrentHashMap<>();

    Fallbacks(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Without asking anybody. */
    Optional<Fallback> of(String retailerId) {
        return Optional.ofNullable(known.get(retailerId));
    }

    void keep(String retailerId, Fallback fallback) {
        jdbc.sql("""
                        insert into checkout_fallback (retailer_id, fallback, updated_at)
                        values (?, cast(? as jsonb), ?)
                        on conflict (retailer_id) do update
                          set fallback = excluded.fallback, updated_at = excluded.updated_at
                        """)
                .params(
                        retailerId,
                        json.writeValueAsString(fallback),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        known.put(retailerId, fallback);
    }

    /** What other instances were told. */
    @Scheduled(fixedDelay = REFRESH_MILLIS)
    void refresh() {
        try {
            Map<String, Fallback> stored = new HashMap<>();
            jdbc.sql("select retailer_id, fallback from checkout_fallback").query(row -> {
                stored.put(row.getString(1), json.readValue(row.getString(2), Fallback.class));
            });
            known.putAll(stored);
        } catch (DataAccessException | TransactionException e) {
            log.warn("The fallback prices are those of before: {}", e.toString());
        }
    }
}
