package io.orkestro.tracking.place;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;

/**
 * A point on the earth, WGS 84.
 *
 * @param lat degrees north, -90 to 90
 * @param lng degrees east, -180 to 180
 */
public record Location(
        @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
        @NotNull @DecimalMin("-180") @DecimalMax("180") Double lng) {

    private static final double EARTH_RADIUS_METERS = 6_371_008.8;

    /** Great-circle distance in metres, by the haversine formula on a sphere of the earth's mean radius. */
    public double metersTo(Location other) {
        double dLat = Math.toRadians(other.lat - lat);
        double dLng = Math.toRadians(other.lng - lng);
        double a = Math.pow(Math.sin(dLat / 2), 2)
                + Math.cos(Math.toRadians(lat)) * Math.cos(Math.toRadians(other.lat)) * Math.pow(Math.sin(dLng / 2), 2);
        return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    /** The point at a share of the straight way to another: 0 is here, 1 is there. */
    public Location towards(Location other, double share) {
        return new Location(lat + (other.lat - lat) * share, lng + (other.lng - lng) * share);
    }
}
