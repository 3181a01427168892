package io.orkestro.gateway.edge.decision;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The stage of each capability, fixed for the life of this process. */
@ConfigurationProperties("orkestro.routing")
record RoutingProperties(
        @DefaultValue("OFF") Stage dispatch,
        @DefaultValue("OFF") Stage courierMarketplace,
        @DefaultValue("OFF") Stage tracking,
        @DefaultValue("OFF") Stage notification) {

    /**
     * @param now a table read from settings may have changed as late as now
     */
    RoutingTable tableAt(Instant now) {
        Map<Capability, Placement> placements = new EnumMap<>(Capability.class);
        for (Capability capability : Capability.values()) {
            Stage stage = stageOf(capability);
            placements.put(capability, Placement.at(stage, stage == Stage.OFF ? Instant.EPOCH : now));
        }
        return new RoutingTable(0, placements);
    }

    private Stage stageOf(Capability capability) {
        return switch (capability) {
            case DISPATCH -> dispatch;
            case COURIER_MARKETPLACE -> courierMarketplace;
            case TRACKING -> tracking;
            case NOTIFICATION -> notification;
        };
    }
}
