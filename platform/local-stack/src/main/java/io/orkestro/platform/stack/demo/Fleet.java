package io.orkestro.platform.stack.demo;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A sandbox courier over London.
 *
 * @param behaviour what it does with a booking
 * @param base fee in pence
 * @param perKm in pence
 */
record Fleet(String key, String name, String behaviour, String vehicle, int base, int perKm, int speedKmh) {

    /** The cheapest refuses and the next never answers, so that every demo shows how a delivery moves on. */
    static final List<Fleet> ALL = List.of(
            //        key       name             behaviour    vehicle      base  km  km/h
            new Fleet("picky", "Picky Vans", "rejecting", "van", 199, 40, 18),
            new Fleet("quiet", "Quiet Couriers", "silent", "bike", 249, 50, 15),
            new Fleet("swift", "Swift Bikes", "prompt", "bike", 349, 70, 16),
            new Fleet("comet", "Comet", "fast", "moto", 499, 90, 28),
            new Fleet("echo", "Echo Riders", "chaotic", "cargo_bike", 549, 95, 14),
            new Fleet("butter", "Butterfingers", "dropping", "car", 599, 110, 20));

    String id() {
        return "crr_" + key;
    }

    JsonNode registration() {
        return Api.json("""
                {"key": "%s", "name": "%s",
                 "vehicles": [{"type": "%s", "maxWeightGrams": 30000, "maxSize": "large"}],
                 "serviceArea": {"center": {"lat": 51.515, "lng": -0.12}, "radiusMeters": 12000},
                 "rateCard": {"currency": "GBP", "base": %d, "perKm": %d},
                 "capacity": 50, "speedKmh": %d,
                 "requirements": ["signature", "photo", "pin", "barcode", "age_check", "upright"],
                 "sandbox": "%s"}""".formatted(key, name, vehicle, base, perKm, speedKmh, behaviour));
    }
}
