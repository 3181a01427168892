package io.orkestro.marketplace.quote;

import static io.orkestro.marketplace.Samples.LONDON;
import static io.orkestro.marketplace.Samples.NEAR_PARIS;
import static io.orkestro.marketplace.Samples.stopAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.Samples;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.SampleCouriers;
import io.orkestro.marketplace.courier.ServiceArea;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.place.Location;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ServiceMapTests {

    @Test
    void theCouriersOfBothStopsAreFound() {
        ServiceMap map = new ServiceMap(List.of(
                courier("london", new ServiceArea(LONDON, 10_000)),
                courier("paris", new ServiceArea(NEAR_PARIS, 10_000)),
                courier("channel", new ServiceArea(new Location(50.1, 1.0), 300_000)),
                courier("postmen", new ServiceArea(LONDON, 10_000, null, List.of("E2"))),
                courier("bankers", new ServiceArea(LONDON, 10_000, null, List.of("EC2")))));
        assertThat(map.serving(load(LONDON, LONDON)))
                .containsExactlyInAnyOrder("crr_london", "crr_channel", "crr_postmen");
        assertThat(map.serving(load(LONDON, NEAR_PARIS))).containsExactly("crr_channel");
        assertThat(map.serving(load(NEAR_PARIS, LONDON))).containsExactly("crr_channel");
        assertThat(map.serving(load(new Location(0.0, 0.0), LONDON))).isEmpty();
        assertThat(map.couriers()).hasSize(5);
    }

    @Test
    void anEmptyMapServesNobody() {
        assertThat(new ServiceMap(List.of()).serving(load(LONDON, LONDON))).isEmpty();
    }

    @Test
    void whereThereAreTooManyTheNearestAreFound() {
        List<Courier> couriers = IntStream.range(0, 200)
                .mapToObj(i -> courier("c" + i, new ServiceArea(new Location(51.5, (double) i), 10_000)))
                .toList();
        ServiceMap map = new ServiceMap(couriers);
        Load load = load(new Location(51.5, 50.0), new Location(51.5, 50.01));

        assertThat(map.around(load, 2).serving()).containsExactly("crr_c50");
        assertThat(map.around(load, 2).ids()).containsExactlyInAnyOrder("crr_c49", "crr_c50", "crr_c51");
        assertThat(map.around(load, 0).ids()).containsExactly("crr_c50");
        assertThat(map.around(load, 199).couriers()).containsExactlyInAnyOrderElementsOf(couriers);
    }

    /** Poles and the 180th meridian included. */
    @Property(tries = 500)
    void itFindsWhomAskingEveryoneFinds(@ForAll("areas") List<ServiceArea> areas, @ForAll("places") Location pickup) {
        List<Courier> couriers = IntStream.range(0, areas.size())
                .mapToObj(i -> courier("c" + i, areas.get(i)))
                .toList();
        Load load = load(pickup, pickup);
        Set<String> everyone = couriers.stream()
                .filter(courier -> courier.profile().serviceArea().serves(load.pickup()))
                .map(Courier::id)
                .collect(Collectors.toSet());
        assertThat(new ServiceMap(couriers).serving(load)).isEqualTo(everyone);
    }

    @Provide
    Arbitrary<List<ServiceArea>> areas() {
        return Combinators.combine(places(), Arbitraries.integers().between(100, 500_000))
                .as(ServiceArea::new)
                .list()
                .ofMaxSize(50);
    }

    /** Near each other, and near where maps have their seams. */
    @Provide
    Arbitrary<Location> places() {
        Arbitrary<Double> lat = Arbitraries.oneOf(
                Arbitraries.doubles().between(50, 54),
                Arbitraries.doubles().between(86, 90),
                Arbitraries.doubles().between(-90, -86));
        Arbitrary<Double> lng = Arbitraries.oneOf(
                Arbitraries.doubles().between(-2, 2),
                Arbitraries.doubles().between(177, 180),
                Arbitraries.doubles().between(-180, -177));
        return Combinators.combine(lat, lng).as(Location::new);
    }

    private static Courier courier(String key, ServiceArea area) {
        return SampleCouriers.of(key, Samples.working(area));
    }

    private static Load load(Location pickup, Location dropoff) {
        return new Load(
                stopAt(pickup), stopAt(dropoff), List.of(new Item("Box", 1, null, null, null)), null, Set.of(), null);
    }
}
