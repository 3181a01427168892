package io.orkestro.marketplace.quote;

import static io.orkestro.marketplace.Samples.LONDON;
import static io.orkestro.marketplace.Samples.NEAR_PARIS;
import static io.orkestro.marketplace.Samples.stopAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.Samples;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.CourierProfile;
import io.orkestro.marketplace.courier.Hours;
import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.courier.ServiceArea;
import io.orkestro.marketplace.courier.Size;
import io.orkestro.marketplace.courier.Vehicle;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.place.Stop;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EligibilityTests {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final Vehicle BIKE = new Vehicle(VehicleType.BIKE, 8_000, Size.MEDIUM, Money.of(10_000, "GBP"));
    private static final Vehicle VAN = new Vehicle(VehicleType.VAN, 500_000, Size.XLARGE, null);

    @Test
    void aCourierThatCanTakesItsFirstVehicleThatCan() {
        assertThat(of(courier(BIKE, VAN), load(item(Size.SMALL, 1_000))).vehicle())
                .isEqualTo(VehicleType.BIKE);
        assertThat(of(courier(BIKE, VAN), load(item(Size.LARGE, 1_000))).vehicle())
                .isEqualTo(VehicleType.VAN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("obstacles")
    void anObstacleIsNamed(Ineligibility reason, Courier courier, Load load, int live) {
        Eligibility eligibility = Eligibility.of(courier, load, live, NOON);
        assertThat(eligibility.reasons()).containsExactly(reason);
        assertThat(eligibility.vehicle()).isNull();
        assertThat(eligibility.isGiven()).isFalse();
    }

    static Stream<Arguments> obstacles() {
        Load small = load(item(Size.SMALL, 1_000));
        Stop far = stopAt(NEAR_PARIS);
        Stop soon = new Stop(
                "Grace",
                null,
                stopAt(LONDON).address(),
                new Location(51.52, -0.08),
                null,
                null,
                null,
                null,
                NOON.plusSeconds(300));
        return Stream.of(
                Arguments.of(Ineligibility.PAUSED, Samples.paused(courier(VAN)), small, 0),
                Arguments.of(Ineligibility.OUTSIDE_SERVICE_AREA, courier(VAN), between(far, stopAt(LONDON)), 0),
                Arguments.of(Ineligibility.OUTSIDE_SERVICE_AREA, courier(VAN), between(stopAt(LONDON), far), 0),
                Arguments.of(Ineligibility.CLOSED, openInTheMorning(), small, 0),
                Arguments.of(Ineligibility.TOO_HEAVY, courier(BIKE), load(item(Size.SMALL, 8_001)), 0),
                Arguments.of(Ineligibility.TOO_LARGE, courier(BIKE), load(item(Size.LARGE, 1_000)), 0),
                Arguments.of(Ineligibility.ORDER_VALUE_TOO_HIGH, courier(BIKE), worth(small, "GBP", 10_001), 0),
                Arguments.of(Ineligibility.OTHER_CURRENCY, courier(BIKE), worth(small, "EUR", 1), 0),
                Arguments.of(
                        Ineligibility.REQUIREMENT_NOT_MET, courier(VAN), requiring(small, Requirement.COLD, null), 0),
                Arguments.of(Ineligibility.REQUIREMENT_NOT_MET, courier(VAN), requiring(small, null, 18), 0),
                Arguments.of(Ineligibility.TOO_LATE, courier(VAN), between(stopAt(LONDON), soon), 0),
                Arguments.of(Ineligibility.AT_CAPACITY, courier(VAN), small, 5));
    }

    @Test
    void allReasonsAreGivenAtOnce() {
        Load tooMuch = requiring(load(item(Size.XLARGE, 9_000)), Requirement.COLD, null);
        assertThat(Eligibility.of(Samples.paused(courier(BIKE)), tooMuch, 9, NOON)
                        .reasons())
                .containsExactly(
                        Ineligibility.PAUSED,
                        Ineligibility.TOO_HEAVY,
                        Ineligibility.TOO_LARGE,
                        Ineligibility.REQUIREMENT_NOT_MET,
                        Ineligibility.AT_CAPACITY);
    }

    @Test
    void theReasonsOfVehiclesAreThoseOfTheClosestMiss() {
        assertThat(of(courier(BIKE, VAN), load(item(Size.XLARGE, 600_000))).reasons())
                .containsExactly(Ineligibility.TOO_HEAVY);
    }

    @Test
    void theHoursAreThoseOfThePickup() {
        Stop tomorrowMorning = new Stop(
                "Ada",
                null,
                stopAt(LONDON).address(),
                LONDON,
                null,
                null,
                null,
                Instant.parse("2026-03-03T09:00:00Z"),
                null);
        assertThat(of(openInTheMorning(), between(tomorrowMorning, stopAt(LONDON)))
                        .isGiven())
                .isTrue();
    }

    @Test
    void aCourierThatOftenFailsIsPassedOverNowAndThen() {
        Load small = load(item(Size.SMALL, 1_000));
        assertThat(Eligibility.of(courier(VAN), small, new Situation(0, true, false), NOON)
                        .reasons())
                .containsExactly(Ineligibility.UNHEALTHY);
        assertThat(Eligibility.of(courier(VAN), small, new Situation(0, true, true), NOON)
                        .isGiven())
                .isTrue();
    }

    @Test
    void anAreaMayBeDistricts() {
        // The sample stops are in E2 7DJ.
        Load small = load(item(Size.SMALL, 1_000));
        assertThat(of(inDistricts("E2", "E8"), small).isGiven()).isTrue();
        assertThat(of(inDistricts("E8"), small).reasons()).containsExactly(Ineligibility.OUTSIDE_SERVICE_AREA);
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource(textBlock = """
            2026-03-02T07:59:59Z, false
            2026-03-02T08:00:00Z, true
            # Sunday is closed
            2026-03-01T12:00:00Z, false
            # Monday's hours end on Tuesday morning
            2026-03-03T01:59:59Z, true
            2026-03-03T02:00:00Z, false
            """)
    void hoursMayDifferByDay(Instant now, boolean open) {
        CourierProfile always = Samples.profile(List.of(VAN));
        Courier courier = Samples.courier(new CourierProfile(
                always.name(),
                always.vehicles(),
                always.serviceArea(),
                always.rateCard(),
                always.capacity(),
                always.speedKmh(),
                LocalTime.of(0, 0),
                LocalTime.of(0, 0),
                ZoneId.of("Europe/London"),
                always.requirements(),
                null,
                null,
                List.of(new Hours(List.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(2, 0)))));
        assertThat(Eligibility.of(courier, load(item(Size.SMALL, 1)), 0, now).reasons())
                .isEqualTo(open ? List.of() : List.of(Ineligibility.CLOSED));
    }

    @Test
    void theVehicleThatIsInTimeIsTaken() {
        Vehicle slow = new Vehicle(VehicleType.CARGO_BIKE, null, null, null);
        Vehicle quick = new Vehicle(VehicleType.MOTO, null, null, null, 60.0);
        Stop dropoff = new Stop(
                "Grace",
                null,
                stopAt(LONDON).address(),
                new Location(51.52, -0.08),
                null,
                null,
                null,
                null,
                NOON.plusSeconds(900));
        Load load = between(stopAt(LONDON), dropoff);
        assertThat(of(courier(slow, quick), load).vehicle()).isEqualTo(VehicleType.MOTO);
        assertThat(of(courier(slow), load).reasons()).containsExactly(Ineligibility.TOO_LATE);
        assertThat(of(courier(slow, quick), load(item(Size.SMALL, 1))).vehicle())
                .isEqualTo(VehicleType.CARGO_BIKE);
    }

    private static Courier inDistricts(String... districts) {
        return Samples.courier(Samples.working(new ServiceArea(LONDON, 10_000, null, List.of(districts))));
    }

    private static Eligibility of(Courier courier, Load load) {
        return Eligibility.of(courier, load, 0, NOON);
    }

    private static Courier courier(Vehicle... vehicles) {
        return Samples.courier(Samples.profile(List.of(vehicles)));
    }

    private static Courier openInTheMorning() {
        CourierProfile always = Samples.profile(List.of(VAN));
        return Samples.courier(new CourierProfile(
                always.name(),
                always.vehicles(),
                always.serviceArea(),
                always.rateCard(),
                always.capacity(),
                always.speedKmh(),
                LocalTime.of(8, 0),
                LocalTime.NOON,
                ZoneId.of("Europe/London"),
                always.requirements(),
                null,
                null));
    }

    private static Item item(Size size, int grams) {
        return new Item("Box", 1, size, grams, null);
    }

    private static Load load(Item item) {
        return new Load(stopAt(LONDON), stopAt(new Location(51.52, -0.08)), List.of(item), null, Set.of(), null);
    }

    private static Load between(Stop pickup, Stop dropoff) {
        return new Load(pickup, dropoff, List.of(item(Size.SMALL, 1)), null, Set.of(), null);
    }

    private static Load worth(Load load, String currency, long amount) {
        return new Load(
                load.pickup(), load.dropoff(), load.items(), Money.of(amount, currency), load.requirements(), null);
    }

    private static Load requiring(Load load, @Nullable Requirement requirement, @Nullable Integer age) {
        return new Load(
                load.pickup(),
                load.dropoff(),
                load.items(),
                load.orderValue(),
                requirement == null ? Set.of() : Set.of(requirement),
                age);
    }
}
