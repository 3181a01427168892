package io.orkestro.marketplace.courier;

import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.place.Stop;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** A service area made ready to be asked often, from several threads. */
public final class Territory {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /** Of latitude, on the sphere that {@link Location} measures on; rounded down, so that no box is too small. */
    private static final double METERS_A_DEGREE = 111_194;

    private final ServiceArea area;
    private final @Nullable PreparedGeometry outline;
    private final @Nullable Districts districts;

    private Territory(ServiceArea area, @Nullable PreparedGeometry outline, @Nullable Districts districts) {
        this.area = area;
        this.outline = outline;
        this.districts = districts;
    }

    public static Territory of(ServiceArea area) {
        return new Territory(
                area,
                area.outline() == null
                        ? null
                        : PreparedGeometryFactory.prepare(area.outline().geometry()),
                area.districts() == null ? null : new Districts(area.districts()));
    }

    /** Edges belong to it. */
    public boolean includes(Stop stop) {
        Location location = stop.location();
        return area.center().metersTo(location) <= area.radiusMeters()
                && (outline == null
                        || outline.covers(GEOMETRY.createPoint(new Coordinate(location.lng(), location.lat()))))
                && (districts == null || districts.include(stop.address()));
    }

    /** Boxes, x is the longitude, that together hold every place in it; two where it lies across the 180th meridian. */
    public List<Envelope> boxes() {
        double lat = area.center().lat();
        double lng = area.center().lng();
        double height = area.radiusMeters() / METERS_A_DEGREE;
        double south = lat - height;
        double north = lat + height;
        if (south <= -90 || north >= 90) {
            return List.of(new Envelope(-180, 180, south, north));
        }
        // The meridian that touches a circle does so nearer to the pole than the circle's middle is.
        double width = Math.toDegrees(Math.asin(Math.sin(Math.toRadians(height)) / Math.cos(Math.toRadians(lat))));
        Envelope box = new Envelope(lng - width, lng + width, south, north);
        if (box.getMinX() < -180) {
            return List.of(
                    new Envelope(-180, box.getMaxX(), south, north),
                    new Envelope(box.getMinX() + 360, 180, south, north));
        }
        if (box.getMaxX() > 180) {
            return List.of(
                    new Envelope(box.getMinX(), 180, south, north),
                    new Envelope(-180, box.getMaxX() - 360, south, north));
        }
        return outline == null
                ? List.of(box)
                : List.of(box.intersection(outline.getGeometry().getEnvelopeInternal()));
    }
}
