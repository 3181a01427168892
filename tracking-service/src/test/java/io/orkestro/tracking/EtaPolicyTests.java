package io.orkestro.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orkestro.tracking.DeliveryNews.Country;
import io.orkestro.tracking.DeliveryNews.CourierNews;
import io.orkestro.tracking.DeliveryNews.Delivery;
import io.orkestro.tracking.DeliveryNews.StopNews;
import io.orkestro.tracking.place.Location;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EtaPolicyTests {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant PROMISE = NOW.plusSeconds(300);

    /** A hundredth of a degree of latitude: 1,112 m as the crow flies, 1,446 m of streets. */
    private static final Location PICKUP = new Location(51.50, -0.10);

    private static final Location DROPOFF = new Location(51.51, -0.10);
    private static final double STREETS = PICKUP.metersTo(DROPOFF) * EtaPolicy.STREETS_PER_CROW;
    private static final double BIKE = 15 / 3.6;

    @Test
    void aPromiseStandsUntilTheCourierIsSeen() {
        Estimate estimate = EtaPolicy.estimate(aDelivery(Status.ASSIGNED, null), null, null, NOW);

        assertThat(estimate.dropoff()).isEqualTo(PROMISE);
    }

    @Test
    void whoCarriesArrivesAfterTheRemainingWayAtItsVehiclesSpeed() {
        Estimate estimate = EtaPolicy.estimate(aDelivery(Status.PICKED_UP, null), at(PICKUP, NOW), null, NOW);

        assertThat(estimate.pickup()).isNull();
        assertThat(estimate.dropoff()).isCloseTo(NOW.plus(seconds(STREETS / BIKE)), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void beforeThePickupTheWayThereAndTheHandoverComeFirst() {
        Location away = new Location(51.49, -0.10);

        Estimate estimate = EtaPolicy.estimate(aDelivery(Status.ASSIGNED, null), at(away, NOW), null, NOW);

        Instant atPickup = NOW.plus(seconds(STREETS / BIKE));
        assertThat(estimate.pickup()).isCloseTo(atPickup, within(1, ChronoUnit.SECONDS));
        assertThat(estimate.dropoff())
                .isCloseTo(
                        atPickup.plus(EtaPolicy.HANDOVER).plus(seconds(STREETS / BIKE)), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void whoWaitsAtThePickupHasNoPickupAhead() {
        Estimate estimate = EtaPolicy.estimate(aDelivery(Status.PICKUP_ARRIVED, null), at(PICKUP, NOW), null, NOW);

        assertThat(estimate.pickup()).isNull();
        assertThat(estimate.dropoff())
                .isCloseTo(NOW.plus(EtaPolicy.HANDOVER).plus(seconds(STREETS / BIKE)), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void nobodyArrivesBeforeTheWindowOpens() {
        Instant opens = NOW.plus(Duration.ofHours(2));

        assertThat(EtaPolicy.estimate(aDelivery(Status.PICKED_UP, opens), at(DROPOFF, NOW), null, NOW)
                        .dropoff())
                .isEqualTo(opens);
    }

    @Test
    void anOldFixCountsFromItsOwnTimeButNeverIntoThePast() {
        Fix old = at(PICKUP, NOW.minus(Duration.ofHours(1)));

        assertThat(EtaPolicy.estimate(aDelivery(Status.PICKED_UP, null), old, null, NOW)
                        .dropoff())
                .isEqualTo(NOW);
    }

    @Test
    void theSpeedIsTheOneThatWasKeptLately() {
        Double pace = null;
        Fix last = null;
        for (int second = 0; second <= 600; second += 10) {
            Fix fix = at(new Location(51.50 + second * 10 / 111_195.0, -0.10), NOW.plusSeconds(second));
            pace = Pace.after(pace, aBike(), last, fix);
            last = fix;
        }

        assertThat(Pace.metersPerSecond(pace, aBike())).isCloseTo(10, within(0.1));
    }

    @Test
    void fewerFixesOfTheSameWaySayTheSame() {
        assertThat(paceOf(5)).isCloseTo(paceOf(1), within(0.01));
    }

    private static double paceOf(int secondsBetween) {
        Double pace = null;
        Fix last = null;
        for (int second = 0; second <= 60; second += secondsBetween) {
            Fix fix = at(new Location(51.50 + second * 7 / 111_195.0, -0.10), NOW.plusSeconds(second));
            pace = Pace.after(pace, aBike(), last, fix);
            last = fix;
        }
        return pace == null ? 0 : pace;
    }

    @Test
    void aCourierAtALightWillMoveAgain() {
        double standing = Pace.after(null, aBike(), at(PICKUP, NOW), at(PICKUP, NOW.plusSeconds(600)));

        assertThat(Pace.metersPerSecond(standing, aBike())).isCloseTo(BIKE / 3, within(0.01));
    }

    @Test
    void beforeThePickupNobodyIsEarlierThanItPromised() {
        Delivery promised = aDelivery(Status.ASSIGNED, null);
        Delivery later = new Delivery(
                promised.id(),
                promised.status(),
                promised.updatedAt(),
                promised.pickup(),
                promised.dropoff(),
                promised.courier(),
                promised.attempt(),
                NOW.plusSeconds(3000),
                NOW.plusSeconds(6000),
                promised.trackingCode(),
                null,
                null,
                null);

        Estimate estimate = EtaPolicy.estimate(later, at(PICKUP, NOW), null, NOW);

        assertThat(estimate.pickup()).isEqualTo(NOW.plusSeconds(3000));
        assertThat(estimate.dropoff()).isEqualTo(NOW.plusSeconds(6000));
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "DELIVERED", "CANCELLED", "RETURNING", "RETURNED", "FAILED", "EXPIRED"})
    void nothingIsExpectedWhereNobodyIsComing(Status status) {
        assertThat(EtaPolicy.estimate(aDelivery(status, null), at(PICKUP, NOW), null, NOW))
                .isEqualTo(Estimate.NONE);
    }

    private static Delivery aDelivery(Status status, @Nullable Instant dropoffReadyAt) {
        Country britain = new Country("GB");
        return new Delivery(
                "dlv_acme_1",
                status,
                NOW,
                new StopNews("Corner Books", britain, PICKUP, null, null, null),
                new StopNews(null, britain, DROPOFF, dropoffReadyAt, null, null),
                aBike(),
                1,
                null,
                PROMISE,
                "trk_acme_1",
                null,
                null,
                null);
    }

    private static CourierNews aBike() {
        return new CourierNews("crr_pedal", "Pedal Express", "bike", "Luca Bianchi");
    }

    private static Fix at(Location location, Instant recordedAt) {
        return new Fix(location.lat(), location.lng(), recordedAt, null, null, null);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
