package io.orkestro.tracking.page;

import io.orkestro.tracking.place.Location;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way from pick-up to drop-off as a small picture, north up, with the courier's point where it was seen. Points in
 * the picture's own units, {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param courier null while nobody was seen
 */
record WaySketch(Point pickup, Point dropoff, @Nullable Point courier) {

    static final int WIDTH = 320;
    static final int HEIGHT = 160;

    private static final int MARGIN = 24;

    /** As text, so that no locale puts a comma into the picture. */
    record Point(String x, String y) {

        private static Point of(double x, double y) {
            return new Point(String.format(Locale.ROOT, "%.1f", x), String.format(Locale.ROOT, "%.1f", y));
        }
    }

    static WaySketch of(Location pickup, Location dropoff, @Nullable Location courier) {
        Frame frame = new Frame(pickup);
        frame.include(dropoff);
        if (courier != null) {
            frame.include(courier);
        }
        return new WaySketch(frame.place(pickup), frame.place(dropoff), courier == null ? null : frame.place(courier));
    }

    /** Fits what it includes into the picture, one scale both ways, a degree of longitude as short as it is there. */
    private static final class Frame {

        private final double shrink;
        private double west;
        private double east;
        private double south;
        private double north;

        Frame(Location first) {
            shrink = Math.cos(Math.toRadians(first.lat()));
            west = first.lng();
            east = west;
            south = first.lat();
            north = south;
        }

        void include(Location point) {
            west = Math.min(west, point.lng());
            east = Math.max(east, point.lng());
            south = Math.min(south, point.lat());
            north = Math.max(north, point.lat());
        }

        Point place(Location point) {
            double width = Math.max((east - west) * shrink, 1e-6);
            double height = Math.max(north - south, 1e-6);
            double scale = Math.min((WIDTH - 2 * MARGIN) / width, (HEIGHT - 2 * MARGIN) / height);
            double x = WIDTH / 2.0 + (point.lng() - (west + east) / 2) * shrink * scale;
            double y = HEIGHT / 2.0 - (point.lat() - (south + north) / 2) * scale;
            return Point.of(x, y);
        }
    }
}
