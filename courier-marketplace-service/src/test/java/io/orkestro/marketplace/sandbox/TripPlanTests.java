package io.orkestro.marketplace.sandbox;

import static io.orkestro.marketplace.Samples.LONDON;
import static io.orkestro.marketplace.Samples.stopAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.booking.Job;
import io.orkestro.marketplace.courier.SandboxBehaviour;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.report.ReportedStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TripPlanTests {

    private static final Location PICKUP = new Location(51.5245, -0.0773);
    private static final Location DROPOFF = new Location(51.5392, -0.1003);

    @Test
    void aPromptTripTakesAboutAMinuteAndReportsInOrder() {
        TripPlan plan = plan(SandboxBehaviour.PROMPT);
        assertThat(statuses(plan))
                .containsExactly(
                        ReportedStatus.PICKUP_ARRIVED,
                        ReportedStatus.PICKED_UP,
                        ReportedStatus.DROPOFF_ENROUTE,
                        ReportedStatus.DROPOFF_ARRIVED,
                        ReportedStatus.DELIVERED);
        assertThat(millis(plan)).isBetween(50_000L, 65_000L);
        assertThat(positions(plan)).hasSize(40);
        assertThat(positions(plan).get(19)).isEqualTo(PICKUP);
        assertThat(positions(plan).getLast()).isEqualTo(DROPOFF);
        assertThat(plan.millisToPickup()).isLessThan(plan.millisToDropoff());
    }

    @Test
    void aFastTripTakesHalfOfIt() {
        assertThat(millis(plan(SandboxBehaviour.FAST))).isEqualTo(millis(plan(SandboxBehaviour.PROMPT)) / 2);
    }

    @Test
    void theRejectingSayNoAndTheSilentNothing() {
        assertThat(plan(SandboxBehaviour.REJECTING).steps())
                .singleElement()
                .extracting(Step::kind)
                .isEqualTo(Step.Kind.REJECT);
        assertThat(plan(SandboxBehaviour.SILENT).steps()).isEmpty();
    }

    @Test
    void theDroppingDropOutHalfWayToThePickupAndOnlyOnce() {
        TripPlan plan = plan(SandboxBehaviour.DROPPING);
        assertThat(plan.steps().getFirst().kind()).isEqualTo(Step.Kind.ACCEPT);
        assertThat(positions(plan)).hasSize(10);
        assertThat(plan.steps().getLast().kind()).isEqualTo(Step.Kind.DROP);

        TripPlan again = TripPlan.of(
                SandboxBehaviour.DROPPING, true, SandboxDrivers.of("bkg_x_2", VehicleType.BIKE), job(), LONDON);
        assertThat(statuses(again)).contains(ReportedStatus.DELIVERED);
    }

    @Test
    void theChaoticSayEverythingTwiceAndSomeOfItLate() {
        TripPlan plan = plan(SandboxBehaviour.CHAOTIC);
        assertThat(plan.echoes()).isEqualTo(2);
        assertThat(statuses(plan))
                .containsExactly(
                        ReportedStatus.PICKUP_ARRIVED,
                        ReportedStatus.PICKED_UP,
                        ReportedStatus.DROPOFF_ENROUTE,
                        ReportedStatus.PICKUP_ARRIVED,
                        ReportedStatus.DROPOFF_ARRIVED,
                        ReportedStatus.PICKED_UP,
                        ReportedStatus.DELIVERED);
        assertThat(positions(plan)).hasSize(40);
        assertThat(plan.steps()).anyMatch(step -> step.at() != null && step.lateMillis() > 0);
    }

    @Test
    void goodsTurnBackFromWhereTheyAre() {
        TripPlan plan = plan(SandboxBehaviour.PROMPT);
        TripPlan back = plan.turnedBack(plan.steps().size() - 1, PICKUP);
        assertThat(positions(back).getFirst().metersTo(DROPOFF)).isLessThan(200);
        assertThat(positions(back).getLast()).isEqualTo(PICKUP);
        assertThat(statuses(back)).containsExactly(ReportedStatus.RETURNED);
    }

    @Test
    void picturesArePictures() throws IOException {
        for (byte[] png : List.of(TinyPicture.parcel(), TinyPicture.signature())) {
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(48);
            assertThat(png).hasSizeLessThan(1_000);
        }
    }

    private static TripPlan plan(SandboxBehaviour behaviour) {
        return TripPlan.of(behaviour, false, SandboxDrivers.of("bkg_x_1", VehicleType.BIKE), job(), LONDON);
    }

    private static List<ReportedStatus> statuses(TripPlan plan) {
        return plan.steps().stream().map(Step::status).filter(Objects::nonNull).toList();
    }

    private static List<Location> positions(TripPlan plan) {
        return plan.steps().stream().map(Step::at).filter(Objects::nonNull).toList();
    }

    private static long millis(TripPlan plan) {
        return plan.steps().stream().mapToLong(Step::gapMillis).sum();
    }

    private static Job job() {
        return new Job(
                "ret_acme",
                "Pedal",
                VehicleType.BIKE,
                Money.of(599, "GBP"),
                new Load(
                        stopAt(PICKUP),
                        stopAt(DROPOFF),
                        List.of(new Item("Box", 1, null, null, null)),
                        null,
                        Set.of(),
                        null),
                null,
                "return",
                "meet_at_door",
                null);
    }
}
