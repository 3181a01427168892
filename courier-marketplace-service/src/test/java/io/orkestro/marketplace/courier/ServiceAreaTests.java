package io.orkestro.marketplace.courier;

import static io.orkestro.marketplace.Samples.LONDON;
import static io.orkestro.marketplace.Samples.stopAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orkestro.marketplace.place.Location;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.InvalidRequest;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ServiceAreaTests {

    /** About 14 km east to west and 11 km north to south, with a hole in the middle. */
    private static final String RING_OF_LONDON = """
            {"type":"Polygon","coordinates":[
              [[-0.2,51.45],[0,51.45],[0,51.55],[-0.2,51.55],[-0.2,51.45]],
              [[-0.12,51.49],[-0.08,51.49],[-0.08,51.51],[-0.12,51.51],[-0.12,51.49]]]}""";

    private static final String TWO_ISLANDS = """
            {"type":"MultiPolygon","coordinates":[
              [[[0,51],[0.1,51],[0.1,51.1],[0,51.1],[0,51]]],
              [[[0.5,51],[0.6,51],[0.6,51.1],[0.5,51.1],[0.5,51]]]]}""";

    private final JsonMapper json = StrictJson.mapper();

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(textBlock = """
            51.47,  -0.19,  true
            51.50,  -0.10,  false
            # edges and corners are within, also those of a hole
            51.45,  -0.1,   true
            51.45,  -0.2,   true
            51.49,  -0.1,   true
            51.4499, -0.1,  false
            51.5,   0.0001, false
            """)
    void anOutlineHoldsWhatIsDrawnLessItsHoles(double lat, double lng, boolean served) {
        assertThat(areaOf(RING_OF_LONDON).serves(stopAt(new Location(lat, lng))))
                .isEqualTo(served);
    }

    @Test
    void anOutlineMayBeInParts() {
        ServiceArea area = areaOf(TWO_ISLANDS);
        assertThat(area.serves(stopAt(new Location(51.05, 0.05)))).isTrue();
        assertThat(area.serves(stopAt(new Location(51.05, 0.3)))).isFalse();
        assertThat(area.serves(stopAt(new Location(51.05, 0.55)))).isTrue();
    }

    @Test
    void anOutlineWithoutACircleGetsTheSmallestAroundIt() {
        ServiceArea area = areaOf(RING_OF_LONDON);
        assertThat(area.center().lat()).isCloseTo(51.5, within(0.001));
        assertThat(area.center().lng()).isCloseTo(-0.1, within(0.001));
        double corner = area.center().metersTo(new Location(51.45, -0.2));
        assertThat(area.radiusMeters().doubleValue()).isBetween(corner, corner + 100);
    }

    @Test
    void aTinyOutlineGetsTheSmallestCircleThereIs() {
        ServiceArea area = areaOf("""
                {"type":"Polygon","coordinates":[[[0,51],[0.0001,51],[0.0001,51.0001],[0,51]]]}""");
        assertThat(area.radiusMeters()).isEqualTo(100);
    }

    /** However far north, where straight lines on the map and the globe part. */
    @Property(tries = 200)
    void theCircleHoldsTheWholeOutline(
            @ForAll @DoubleRange(min = -80, max = 80) double lat,
            @ForAll @DoubleRange(min = -175, max = 170) double lng,
            @ForAll @DoubleRange(min = 0.01, max = 0.7) double height,
            @ForAll @DoubleRange(min = 0.01, max = 0.7) double width,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        double east = lng + width / Math.cos(Math.toRadians(lat));
        ServiceArea area = areaOf(String.format(
                Locale.ROOT,
                "{\"type\":\"Polygon\",\"coordinates\":[[[%1$f,%2$f],[%3$f,%2$f],[%3$f,%4$f],[%1$f,%4$f],[%1$f,%2$f]]]}",
                lng,
                lat,
                east,
                lat + height));
        for (double edge : List.of(lat, lat + height)) {
            Location onEdge = new Location(edge, lng + (east - lng) * share);
            assertThat(area.center().metersTo(onEdge)).isLessThanOrEqualTo(area.radiusMeters());
        }
    }

    @Test
    void aCircleBesidesAnOutlineBoundsIt() {
        ServiceArea area = new ServiceAreaRequest(new Location(51.47, -0.19), 1_000, outline(RING_OF_LONDON), null)
                .area("serviceArea");
        assertThat(area.center()).isEqualTo(new Location(51.47, -0.19));
        assertThat(area.serves(stopAt(new Location(51.471, -0.19)))).isTrue();
        assertThat(area.serves(stopAt(new Location(51.47, -0.01)))).isFalse();
        assertThat(area.serves(stopAt(new Location(51.471, -0.2001)))).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            coordinates               | self_intersection | {"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}
            coordinates               | self_intersection | {"type":"Polygon","coordinates":[[[0,0],[2,0],[1,1],[2,2],[0,2],[1,1],[0,0]]]}
            coordinates               | invalid_shape     | {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]}
            coordinates               | invalid_shape     | {"type":"Polygon","coordinates":[[[0,0],[0,0],[0,0],[0,0]]]}
            coordinates[0]            | not_closed        | {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}
            coordinates[1][0]         | not_closed        | {"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[2,0],[3,0],[3,1],[2,1]]]]}
            coordinates[0]            | wrong_format      | {"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}
            coordinates               | wrong_format      | {"type":"Polygon","coordinates":[]}
            coordinates[0][0]         | wrong_format      | {"type":"Polygon","coordinates":[[1,2,3,4]]}
            coordinates[0][1]         | wrong_format      | {"type":"Polygon","coordinates":[[[0,0],null,[1,1],[0,0]]]}
            coordinates[0][1][1]      | wrong_format      | {"type":"Polygon","coordinates":[[[0,0],[1,"0"],[1,1],[0,0]]]}
            coordinates[0][1][0]      | out_of_range      | {"type":"Polygon","coordinates":[[[0,0],[181,0],[1,1],[0,0]]]}
            coordinates[0][2][1]      | out_of_range      | {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,-91],[0,0]]]}
            coordinates[0][0][0]      | wrong_format      | {"type":"MultiPolygon","coordinates":[[[[[0,0]],[[1,0]],[[1,1]],[[0,0]]]]]}
            ''                        | too_large         | {"type":"Polygon","coordinates":[[[0,51],[8,51],[8,52],[0,52],[0,51]]]}
            ''                        | too_large         | {"type":"Polygon","coordinates":[[[-179,51],[179,51],[179,52],[-179,52],[-179,51]]]}
            """)
    void nonsenseIsRefusedWhereItStands(String where, String code, String geoJson) {
        assertThatThrownBy(() -> areaOf(geoJson)).isInstanceOfSatisfying(InvalidRequest.class, refusal -> {
            assertThat(refusal.errors()).hasSize(1);
            assertThat(refusal.errors().getFirst().field())
                    .isEqualTo(where.isEmpty() ? "serviceArea.outline" : "serviceArea.outline." + where);
            assertThat(refusal.errors().getFirst().code()).isEqualTo(code);
        });
    }

    @Test
    void whereALineCrossesItselfIsSaid() {
        assertThatThrownBy(() -> areaOf("""
                        {"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}"""))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal -> assertThat(refusal.errors().getFirst().message())
                                .isEqualTo("Self-intersection at longitude 0.5, latitude 0.5"));
    }

    @Test
    void thereAreAtMostTwoThousandPoints() {
        assertThat(areaOf(circleOf(2_000)).serves(stopAt(LONDON))).isTrue();
        assertThatThrownBy(() -> areaOf(circleOf(2_001)))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal ->
                                assertThat(refusal.errors().getFirst().code()).isEqualTo("wrong_length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {RING_OF_LONDON, TWO_ISLANDS})
    void itIsReadAsItIsWritten(String geoJson) {
        ServiceArea area = areaOf(geoJson);
        String written = json.writeValueAsString(area);
        assertThat(json.readValue(written, ServiceArea.class)).isEqualTo(area);
        assertThat(json.readTree(written).at("/outline/type").asString())
                .isEqualTo(
                        area.outline() == null
                                ? ""
                                : json.readTree(geoJson).at("/type").asString());
    }

    @Test
    void anAreaOfDistrictsHasACircleToo() {
        ServiceAreaRequest bare = new ServiceAreaRequest(null, null, null, List.of("E8"));
        assertThatThrownBy(() -> bare.area("serviceArea"))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal ->
                                assertThat(refusal.errors().getFirst().field()).isEqualTo("serviceArea.center"));
        ServiceArea area = new ServiceAreaRequest(LONDON, 10_000, null, List.of("E2", "E1", "E2")).area("serviceArea");
        assertThat(area.districts()).containsExactly("E1", "E2");
        assertThat(area.serves(stopAt(LONDON))).isTrue();
        assertThat(area.serves(stopAt(new Location(51.7, -0.1)))).isFalse();
    }

    @Test
    void anAreaHasAnOutlineOrDistricts() {
        ServiceAreaRequest both = new ServiceAreaRequest(LONDON, 10_000, outline(RING_OF_LONDON), List.of("E8"));
        assertThatThrownBy(() -> both.area("serviceArea"))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal ->
                                assertThat(refusal.errors().getFirst().field()).isEqualTo("serviceArea.districts"));
    }

    private ServiceArea areaOf(String geoJson) {
        return new ServiceAreaRequest(null, null, outline(geoJson), null).area("serviceArea");
    }

    private Outline outline(String geoJson) {
        return json.readValue(geoJson, Outline.class);
    }

    /** Around London, as a ring of so many points. */
    private static String circleOf(int points) {
        StringBuilder ring = new StringBuilder();
        for (int i = 0; i < points; i++) {
            double angle = 2 * Math.PI * (i % (points - 1)) / (points - 1);
            ring.append(i == 0 ? "" : ",")
                    .append(String.format(
                            Locale.ROOT, "[%f,%f]", -0.1278 + Math.cos(angle), 51.5074 + Math.sin(angle)));
        }
        return "{\"type\":\"Polygon\",\"coordinates\":[[" + ring + "]]}";
    }
}
