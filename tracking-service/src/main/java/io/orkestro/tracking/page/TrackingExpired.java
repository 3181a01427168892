package io.orkestro.tracking.page;

import io.orkestro.platform.web.problem.Refusal;

/** The delivery ended so long ago that its page has. */
final class TrackingExpired extends Refusal {

    TrackingExpired() {
        super(410, "tracking_expired", "The page has ended", "A tracking page ends some time after its delivery.");
    }
}
