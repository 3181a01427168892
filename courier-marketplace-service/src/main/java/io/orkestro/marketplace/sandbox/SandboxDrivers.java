package io.orkestro.marketplace.sandbox;

import io.orkestro.marketplace.booking.Driver;
import io.orkestro.marketplace.courier.VehicleType;
import java.util.List;

/** People who do not exist, with telephone numbers that belong to nobody (Ofcom keeps them for drama). */
final class SandboxDrivers {

    private static final List<String> NAMES = List.of(
            "Maya P.",
            "Luca B.",
            "Aisha K.",
            "Tom W.",
            "Giulia R.",
            "Kwame A.",
            "Sofia M.",
            "Jakub N.",
            "Priya S.",
            "Marco D.",
            "Ines F.",
            "Ben H.");
    private static final int NUMBERS = 1_000;

    private SandboxDrivers() {}

    /** The same for the same booking. */
    static Driver of(String bookingId, VehicleType vehicle) {
        int pick = Math.floorMod(bookingId.hashCode(), NAMES.size() * NUMBERS);
        return new Driver(NAMES.get(pick % NAMES.size()), "+447700900%03d".formatted(pick / NAMES.size()), vehicle);
    }
}
