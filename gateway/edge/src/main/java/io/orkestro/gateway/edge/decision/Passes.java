package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.access.Client;
import io.orkestro.gateway.edge.snapshot.Snapshot;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.web.token.DecisionToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Takes decisions, and keeps them for the short time in which nothing about them can have changed. */
@Component
final class Passes {

    /** A few hundred bytes each: bounded whatever ids clients make up. */
    private static final int AT_MOST = 20_000;

    private record Holder(String apiKeyId, RoutingKey key) {}

    /** Passes of one short period; thrown away as a whole, which is simpler than ageing each. */
    private record Era(Instant end, Map<Holder, Pass> passes) {

        boolean isOver(Instant now) {
            return !now.isBefore(end) || passes.size() >= AT_MOST;
        }
    }

    private final Snapshot<RoutingTable> table;
    private final Duration reuse;
    private final Clock clock;
    private volatile Era era = new Era(Instant.EPOCH, Map.of());

    Passes(Snapshot<RoutingTable> table, TokenProperties properties, Clock clock) {
        this.table = table;
        this.reuse = properties.tokenReuse();
        this.clock = clock;
    }

    /** Decides all four capabilities for this key, once for the whole request. */
    Pass of(Client client, RoutingKey key) {
        RoutingTable current = Objects.requireNonNull(table.current(), "readiness waits for a routing table");
        Map<Holder, Pass> kept = present().passes();
        Holder holder = new Holder(client.apiKeyId(), key);
        Pass pass = kept.get(holder);
        if (pass == null || !pass.isOfTable(current.version())) {
            pass = issue(client, key, current);
            kept.put(holder, pass);
        }
        return pass;
    }

    private Era present() {
        Instant now = clock.instant();
        Era present = era;
        if (present.isOver(now)) {
            // Two requests may both begin an era; the passes of either are good.
            present = new Era(now.plus(reuse), new ConcurrentHashMap<>());
            era = present;
        }
        return present;
    }

    private Pass issue(Client client, RoutingKey key, RoutingTable current) {
        return new Pass(new DecisionToken(
                client.apiKeyId(),
                client.role(),
                client.principal(),
                key,
                current.decide(key),
                current.changedAt(),
                current.version(),
                table.verifiedAt()));
    }
}
