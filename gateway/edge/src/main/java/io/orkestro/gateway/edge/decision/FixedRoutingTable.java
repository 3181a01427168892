package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.snapshot.Snapshot;
import io.orkestro.platform.routing.RoutingTable;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The routing table of the settings: known from the start, always the newest. */
@Component
final class FixedRoutingTable implements Snapshot<RoutingTable> {

    private final RoutingTable table;
    private final Clock clock;

    FixedRoutingTable(RoutingProperties properties, Clock clock) {
        this.table = properties.tableAt(clock.instant());
        this.clock = clock;
    }

    @Override
    public RoutingTable current() {
        return table;
    }

    @Override
    public Instant verifiedAt() {
        return clock.instant();
    }
}
