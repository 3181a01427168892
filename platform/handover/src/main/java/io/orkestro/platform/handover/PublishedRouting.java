package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;

/** The routing table published last: what a step that a timer or a message begins decides by. */
public interface PublishedRouting extends Routing {

    /** In memory, at most a second old; everything at the monolith before the first was heard. */
    RoutingTable table();

    @Override
    default Decision decide(RoutingKey key) {
        return table().decide(key);
    }
}
