package io.orkestro.platform.stack.demo;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How far along the driver is, as a line of text. */
final class Trip {

    private static final int WIDTH = 40;
    private static final double EARTH_METERS = 6_371_000;

    private final JsonNode pickup;
    private final JsonNode dropoff;

    Trip(JsonNode pickup, JsonNode dropoff) {
        this.pickup = pickup;
        this.dropoff = dropoff;
    }

    /** From 0 at the pick-up to 1 at the drop-off, by the distance that is left. */
    double fraction(JsonNode position) {
        double whole = meters(pickup, dropoff);
        return whole == 0 ? 1 : Math.clamp(1 - meters(position, dropoff) / whole, 0, 1);
    }

    /** Such as {@code store [=====>      ] door  640 m}. */
    String picture(JsonNode position) {
        int done = (int) Math.round(fraction(position) * (WIDTH - 1));
        return String.format(
                Locale.ROOT,
                "store [%s>%s] door  %,d m to go",
                "=".repeat(done),
                " ".repeat(WIDTH - 1 - done),
                Math.round(meters(position, dropoff)));
    }

    /** Great-circle distance. */
    static double meters(JsonNode from, JsonNode to) {
        double lat1 = Math.toRadians(from.at("/lat").asDouble());
        double lat2 = Math.toRadians(to.at("/lat").asDouble());
        double dLng = Math.toRadians(to.at("/lng").asDouble() - from.at("/lng").asDouble());
        double haversine = Math.pow(Math.sin((lat2 - lat1) / 2), 2)
                + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(dLng / 2), 2);
        return 2 * EARTH_METERS * Math.asin(Math.sqrt(haversine));
    }
}
