package io.orkestro.system.ledger;

import java.time.Duration;

/**
 * How much load, and of what kind. Orders come at their times whether or not earlier ones have been answered.
 *
 * @param ordersPerSecond each makes about sixteen requests
 * @param cancelled of ten orders, how many are called off soon after; the others are carried to the door
 * @param repeated of ten writes, how many are sent again with the same Idempotency-Key, some time later
 * @param step between a driver's reports
 * @param patience how long an order may wait for a courier
 */
public record Plan(
        double ordersPerSecond, Duration lasting, int cancelled, int repeated, Duration step, Duration patience) {

    public static Plan of(double ordersPerSecond, Duration lasting) {
        return new Plan(ordersPerSecond, lasting, 3, 3, Duration.ofMillis(400), Duration.ofSeconds(90));
    }

    /** The same with more patience, where processes are away for a while. */
    public Plan waiting(Duration longer) {
        return new Plan(ordersPerSecond, lasting, cancelled, repeated, step, longer);
    }
}
