package io.orkestro.marketplace.sandbox;

/** What a driver reports, in a delivery's own words. */
enum ReportedStatus {
    PICKUP_ARRIVED,
    PICKED_UP,
    DROPOFF_ENROUTE,
    DROPOFF_ARRIVED,
    DELIVERED,
    RETURNED
}
