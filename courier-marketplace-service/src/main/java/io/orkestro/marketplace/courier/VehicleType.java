package io.orkestro.marketplace.courier;

/** What a driver comes with. */
public enum VehicleType {
    FOOT,
    BIKE,
    CARGO_BIKE,
    MOTO,
    CAR,
    VAN
}
