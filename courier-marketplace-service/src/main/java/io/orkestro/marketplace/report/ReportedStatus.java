package io.orkestro.marketplace.report;

/** What a courier reports, in a delivery's own words. */
public enum ReportedStatus {
    /** Somebody is on the way; news of who. */
    ASSIGNED,
    PICKUP_ARRIVED,
    PICKED_UP,
    DROPOFF_ENROUTE,
    DROPOFF_ARRIVED,
    DELIVERED,
    RETURNING,
    RETURNED,
    FAILED
}
