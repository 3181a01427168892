package io.orkestro.marketplace.courier;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.orkestro.marketplace.place.Location;
import io.orkestro.platform.web.problem.InvalidRequest;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.MinimumBoundingCircle;
import org.locationtech.jts.densify.Densifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * A service area as drawn on a map: a GeoJSON geometry (RFC 7946), WGS 84, longitude before latitude. Rings may turn
 * either way; heights are ignored. One that crosses the 180th meridian is refused as too large.
 *
 * @param coordinates as GeoJSON nests them; numbers become doubles, so that 51 and 51.0 are equal
 */
public record Outline(@NotNull Type type, @NotNull List<@Nullable Object> coordinates) {

    static final int MAX_POINTS = 2_000;
    static final int MAX_METERS_ACROSS = 500_000;

    /** On the hull of an outline this many degrees apart, straight lines and great circles differ by centimetres. */
    private static final double STEP_DEGREES = 0.01;

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /** The kinds of geometry that have an inside. */
    public enum Type {
        @JsonProperty("Polygon")
        POLYGON,
        @JsonProperty("MultiPolygon")
        MULTI_POLYGON
    }

    public Outline {
        if (coordinates != null) {
            coordinates = doubles(coordinates);
        }
    }

    /** As JTS has it; x is the longitude. */
    Geometry geometry() {
        return new Drawing("outline").geometry();
    }

    /**
     * The smallest circle around it.
     *
     * @param field where this stands in the request
     * @throws InvalidRequest if this is no outline: the problem names the field and what is wrong with it
     */
    ServiceArea enclosed(String field) {
        Geometry geometry = new Drawing(field).checked();
        // The circle is sought on a map that is true to scale around the middle, then measured on the globe.
        double squeeze = Math.max(
                0.001, Math.cos(Math.toRadians(geometry.getEnvelopeInternal().centre().y)));
        Coordinate middle = new MinimumBoundingCircle(
                        AffineTransformation.scaleInstance(squeeze, 1).transform(geometry))
                .getCentre();
        Location center = new Location(rounded(middle.y), rounded(middle.x / squeeze));
        Geometry hull = Densifier.densify(geometry.convexHull().getBoundary(), STEP_DEGREES);
        double radius = Arrays.stream(hull.getCoordinates())
                .mapToDouble(point -> center.metersTo(new Location(point.y, point.x)))
                .max()
                .orElseThrow();
        if (2 * radius > MAX_METERS_ACROSS) {
            throw new InvalidRequest(
                    field, "too_large", "is at most %d km across".formatted(MAX_METERS_ACROSS / 1_000));
        }
        return new ServiceArea(
                center, Math.max(ServiceArea.MIN_RADIUS_METERS, (int) Math.ceil(radius) + 1), this, null);
    }

    /** To a millionth of a degree, a decimetre. */
    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }

    private static List<@Nullable Object> doubles(List<?> values) {
        List<@Nullable Object> doubles = new ArrayList<>(values.size());
        for (Object value : values) {
            doubles.add(
                    switch (value) {
                        case null -> null;
                        // Of the two zeros the positive one; a database gives back no other.
                        case Number number -> number.doubleValue() + 0.0;
                        case List<?> list -> doubles(list);
                        default -> value;
                    });
        }
        return doubles;
    }

    /** Reads the coordinates once, and says where they are wrong. */
    private final class Drawing {

        private final Where field;
        private int points;

        Drawing(String field) {
            this.field = new Where(field + ".coordinates");
        }

        Geometry checked() {
            Geometry geometry = geometry();
            TopologyValidationError error = new IsValidOp(geometry).getValidationError();
            if (error != null) {
                boolean crosses = error.getErrorType() == TopologyValidationError.SELF_INTERSECTION
                        || error.getErrorType() == TopologyValidationError.RING_SELF_INTERSECTION;
                Coordinate at = error.getCoordinate();
                throw new InvalidRequest(
                        field.toString(),
                        crosses ? "self_intersection" : "invalid_shape",
                        "%s at longitude %s, latitude %s".formatted(error.getMessage(), at.x, at.y));
            }
            return geometry;
        }

        Geometry geometry() {
            if (type == Type.POLYGON) {
                return polygon(coordinates, field);
            }
            List<?> parts = list(coordinates, field, 1);
            Polygon[] polygons = new Polygon[parts.size()];
            for (int i = 0; i < polygons.length; i++) {
                polygons[i] = polygon(parts.get(i), field.at(i));
            }
            return GEOMETRY.createMultiPolygon(polygons);
        }

        private Polygon polygon(@Nullable Object value, Where where) {
            List<?> rings = list(value, where, 1);
            LinearRing shell = ring(rings.getFirst(), where.at(0));
            LinearRing[] holes = new LinearRing[rings.size() - 1];
            for (int i = 0; i < holes.length; i++) {
                holes[i] = ring(rings.get(i + 1), where.at(i + 1));
            }
            return GEOMETRY.createPolygon(shell, holes);
        }

        private LinearRing ring(@Nullable Object value, Where where) {
            List<?> positions = list(value, where, 4);
            points += positions.size();
            if (points > MAX_POINTS) {
                throw new InvalidRequest(
                        field.toString(), "wrong_length", "has at most %d points".formatted(MAX_POINTS));
            }
            Coordinate[] ring = new Coordinate[positions.size()];
            for (int i = 0; i < ring.length; i++) {
                ring[i] = position(positions.get(i), where.at(i));
            }
            if (!ring[0].equals2D(ring[ring.length - 1])) {
                throw new InvalidRequest(where.toString(), "not_closed", "A ring ends with the point it begins with");
            }
            return GEOMETRY.createLinearRing(ring);
        }

        private Coordinate position(@Nullable Object value, Where where) {
            List<?> numbers = list(value, where, 2);
            return new Coordinate(degrees(numbers.get(0), 180, where.at(0)), degrees(numbers.get(1), 90, where.at(1)));
        }

        private double degrees(@Nullable Object value, int limit, Where where) {
            if (!(value instanceof Double degrees)) {
                throw new InvalidRequest(where.toString(), "wrong_format", "is a number of degrees");
            }
            if (Math.abs(degrees) > limit) {
                throw new InvalidRequest(
                        where.toString(), "out_of_range", "is between -%d and %d".formatted(limit, limit));
            }
            return degrees;
        }

        private List<?> list(@Nullable Object value, Where where, int atLeast) {
            if (value instanceof List<?> list && list.size() >= atLeast) {
                return list;
            }
            throw new InvalidRequest(
                    where.toString(),
                    "wrong_format",
                    "is nested as GeoJSON's, with %d or more in it".formatted(atLeast));
        }
    }

    /** A place in the coordinates; written out only where it is to be shown, as there are thousands. */
    private record Where(@Nullable Where within, String root, int index) {

        Where(String root) {
            this(null, root, 0);
        }

        Where at(int inner) {
            return new Where(this, root, inner);
        }

        @Override
        public String toString() {
            return within == null ? root : "%s[%d]".formatted(within, index);
        }
    }
}
