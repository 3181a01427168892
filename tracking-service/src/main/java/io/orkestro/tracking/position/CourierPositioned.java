package io.orkestro.tracking.position;

import io.orkestro.platform.routing.Decision;
import io.orkestro.tracking.Fix;
import java.util.List;

/** What tracking reads of the marketplace's news of couriers it speaks for. */
record CourierPositioned(String deliveryId, int attempt, String courierId, List<Fix> positions) {

    static final String TYPE = "courier.positioned.v1";

    /** News of another attempt comes late and is nothing. */
    Report asReport(Decision decision) {
        return new Report(deliveryId, courierId, attempt, positions, decision);
    }
}
