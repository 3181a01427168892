package io.orkestro.gateway.console.migration;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Side;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The retailers and couriers that have API keys, and which side serves them. */
@Component
class Population {

    private final JdbcClient jdbc;

    Population(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of one kind: how many there are, and how many of them the service serves. */
    record Share(String kind, long atService, long all) {

        String words() {
            return all == 0
                    ? "no %s have a key".formatted(kind)
                    : String.format(
                            Locale.ROOT, "%,d of %,d %s (%.0f %%)", atService, all, kind, 100.0 * atService / all);
        }
    }

    Share retailers(RoutingTable table, Capability capability) {
        return share("retailers", "retailer", table, capability);
    }

    /** By whose keys bookings are routed. */
    Share couriers(RoutingTable table, Capability capability) {
        return share("couriers", "courier", table, capability);
    }

    private Share share(String words, String role, RoutingTable table, Capability capability) {
        List<String> principals = jdbc.sql("select distinct principal from api_key where role = :role"
                        + " and revoked_at is null and (expires_at is null or expires_at > now())")
                .param("role", role)
                .query((row, number) -> row.getString("principal"))
                .list();
        long atService = principals.stream()
                .flatMap(principal -> RoutingKey.inPublicId(principal).stream())
                .filter(key -> table.decide(key).of(capability) == Side.SERVICE)
                .count();
        return new Share(words, atService, principals.size());
    }
}
