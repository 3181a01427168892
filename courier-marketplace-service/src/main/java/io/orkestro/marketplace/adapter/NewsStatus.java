package io.orkestro.marketplace.adapter;

/** How far a job is, in our words. */
public enum NewsStatus {
    ASSIGNED,
    PICKUP_ARRIVED,
    PICKED_UP,
    DROPOFF_ENROUTE,
    DROPOFF_ARRIVED,
    DELIVERED,
    CANCELLED,
    RETURNING,
    RETURNED
}
