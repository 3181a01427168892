package io.orkestro.tracking.transition;

import io.orkestro.tracking.Fix;
import java.util.List;

/** Where a courier was seen, thinned, for the side that did not see it. */
record PositionsKept(String deliveryId, int attempt, String courierId, List<Fix> positions) {

    static final String TYPE = "positions.kept.v1";
}
