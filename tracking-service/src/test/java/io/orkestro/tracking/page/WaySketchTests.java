package io.orkestro.tracking.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.tracking.place.Location;
import org.junit.jupiter.api.Test;

class WaySketchTests {

    @Test
    void everythingIsInThePictureWithNorthUp() {
        Location south = new Location(51.50, -0.10);
        Location north = new Location(51.52, -0.10);
        Location between = new Location(51.51, -0.10);

        WaySketch sketch = WaySketch.of(south, north, between);

        assertThat(sketch.pickup()).isEqualTo(new WaySketch.Point("160.0", "136.0"));
        assertThat(sketch.dropoff()).isEqualTo(new WaySketch.Point("160.0", "24.0"));
        assertThat(sketch.courier()).isEqualTo(new WaySketch.Point("160.0", "80.0"));
    }

    @Test
    void aWayOfNoLengthIsAPointInTheMiddle() {
        Location here = new Location(45.46, 9.19);

        WaySketch sketch = WaySketch.of(here, here, null);

        assertThat(sketch.pickup()).isEqualTo(new WaySketch.Point("160.0", "80.0"));
        assertThat(sketch.courier()).isNull();
    }
}
