package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.access.Client;
import io.orkestro.gateway.edge.problem.NotReady;
import io.orkestro.gateway.edge.snapshot.Snapshot;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.web.token.DecisionToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes decisions, and keeps them for the short time in which nothing about them can have changed. */
@Component
final class Passes {

    /** A few hundred bytes each: bounded whatever ids clients make up. */
    private static final int AT_MOST = 20_000;

    private record Holder(String apiKeyId, RoutingKey key) {}

    /**
     * Passes of one table between two verifications of it, a poll apart: so what a token says about the table's freshness is
     * never older than that. Thrown away as a whole, which is simpler than ageing each.
     */
    private record Era(
            RoutingTable table, Instant verifiedAt, Instant changedAt, Instant end, Map<Holder, Pass> passes) {

        boolean isOver(RoutingTable newest, Instant newestVerifiedAt, Instant now) {
            return !table.equals(newest)
                    || !verifiedAt.equals(newestVerifiedAt)
                    || !now.isBefore(end)
                    || passes.size() >= AT_MOST;
        }
    }

    private final Snapshot<RoutingTable> table;
    private final Duration reuse;
    private final Clock clock;
    private volatile @Nullable Era era;

    Passes(Snapshot<RoutingTable> table, TokenProperties properties, Clock clock) {
        this.table = table;
        this.reuse = properties.tokenReuse();
        this.clock = clock;
    }

    /** Decides all four capabilities for this key, once for the whole request. */
    Pass of(Client client, RoutingKey key) {
        Era present = present();
        Holder holder = new Holder(client.apiKeyId(), key);
        Pass pass = present.passes().get(holder);
        if (pass == null) {
            pass = issue(client, key, present);
            present.passes().put(holder, pass);
        }
        return pass;
    }

    private Era present() {
        Instant verifiedAt = table.verifiedAt();
        RoutingTable newest = table.current();
        if (newest == null) {
            throw new NotReady();
        }
        Instant now = clock.instant();
        Era present = era;
        if (present == null || present.isOver(newest, verifiedAt, now)) {
            // Two requests may both begin an era; the passes of either are good.
            present = new Era(newest, verifiedAt, changedAt(newest), now.plus(reuse), new ConcurrentHashMap<>());
            era = present;
        }
        return present;
    }

    /** Of all keys alike: a table does not tell where a key was before, so each change may have moved it. */
    private Instant changedAt(RoutingTable newest) {
        Instant steppedBackAt = table.steppedBackAt();
        return steppedBackAt.isAfter(newest.changedAt()) ? steppedBackAt : newest.changedAt();
    }

    private static Pass issue(Client client, RoutingKey key, Era era) {
        return new Pass(
                new DecisionToken(
                        client.apiKeyId(),
                        client.role(),
                        client.principal(),
                        key,
                        era.table().decide(key),
                        era.changedAt(),
                        era.table().version(),
                        era.verifiedAt()),
                era.table());
    }
}
