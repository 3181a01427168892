package io.orkestro.marketplace.sandbox;

import io.orkestro.marketplace.booking.Driver;
import io.orkestro.marketplace.booking.Job;
import io.orkestro.marketplace.courier.SandboxBehaviour;
import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.report.ReportedStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All a driver will do for a booking, in order.
 *
 * @param echoes how often each thing is told
 */
record TripPlan(Driver driver, int echoes, List<Step> steps) {

    private static final int POSITIONS_A_LEG = 20;
    private static final long SECOND = 1_000;
    private static final double START_METERS = 1_500;

    TripPlan {
        steps = List.copyOf(steps);
    }

    /**
     * @param base where drivers wait: the centre of the service area
     * @param reformed whether a dropping courier has dropped out of this delivery before, and carries it now
     */
    static TripPlan of(SandboxBehaviour behaviour, boolean reformed, Driver driver, Job job, Location base) {
        Location pickup = job.load().pickup().location();
        Location dropoff = job.load().dropoff().location();
        List<Step> trip = trip(start(pickup, base), pickup, dropoff);
        return switch (behaviour) {
            case PROMPT -> new TripPlan(driver, 1, trip);
            case FAST ->
                new TripPlan(
                        driver, 1, trip.stream().map(step -> step.atPace(2)).toList());
            case REJECTING -> new TripPlan(driver, 1, List.of(Step.reject(SECOND)));
            case SILENT -> new TripPlan(driver, 1, List.of());
            case DROPPING -> new TripPlan(driver, 1, reformed ? trip : droppedHalfWay(trip));
            case CHAOTIC -> new TripPlan(driver, 2, disordered(trip));
        };
    }

    /** The way back with the goods, from wherever the driver is after so many steps. */
    TripPlan turnedBack(int stepsDone, Location pickup) {
        Location here = steps.subList(0, Math.min(stepsDone, steps.size())).reversed().stream()
                .flatMap(step ->
                        step.at() == null ? java.util.stream.Stream.empty() : java.util.stream.Stream.of(step.at()))
                .findFirst()
                .orElse(pickup);
        List<Step> back = new ArrayList<>(leg(here, pickup));
        back.add(Step.report(5 * SECOND, ReportedStatus.RETURNED));
        return new TripPlan(driver, echoes, back);
    }

    /** From the yes to the pick-up, at speed 1. */
    long millisToPickup() {
        return millisUntil(ReportedStatus.PICKUP_ARRIVED);
    }

    /** From the yes to the drop-off, at speed 1. */
    long millisToDropoff() {
        return millisUntil(ReportedStatus.DROPOFF_ARRIVED);
    }

    private long millisUntil(ReportedStatus status) {
        long millis = 0;
        for (Step step : steps) {
            millis += step.kind() == Step.Kind.ACCEPT ? 0 : step.gapMillis();
            if (step.status() == status) {
                break;
            }
        }
        return millis;
    }

    private static List<Step> trip(Location start, Location pickup, Location dropoff) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.accept(SECOND));
        steps.addAll(leg(start, pickup));
        steps.add(Step.report(SECOND / 2, ReportedStatus.PICKUP_ARRIVED));
        steps.add(Step.report(5 * SECOND, ReportedStatus.PICKED_UP));
        steps.add(Step.report(2 * SECOND, ReportedStatus.DROPOFF_ENROUTE));
        steps.addAll(leg(pickup, dropoff));
        steps.add(Step.report(SECOND / 2, ReportedStatus.DROPOFF_ARRIVED));
        steps.add(Step.report(5 * SECOND, ReportedStatus.DELIVERED));
        return steps;
    }

    private static List<Step> leg(Location from, Location to) {
        return IntStream.rangeClosed(1, POSITIONS_A_LEG)
                .mapToObj(i -> Step.position(SECOND, from.towards(to, (double) i / POSITIONS_A_LEG)))
                .toList();
    }

    private static List<Step> droppedHalfWay(List<Step> trip) {
        List<Step> steps = new ArrayList<>(trip.subList(0, 1 + POSITIONS_A_LEG / 2));
        steps.add(Step.drop(SECOND));
        return steps;
    }

    /** Every fourth position overtakes the one before it, and two reports come after later ones. */
    private static List<Step> disordered(List<Step> trip) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < trip.size(); i++) {
            Step step = trip.get(i);
            boolean positionsFollow = step.kind() == Step.Kind.POSITION
                    && i % 4 == 0
                    && i + 1 < trip.size()
                    && trip.get(i + 1).kind() == Step.Kind.POSITION;
            if (positionsFollow) {
                steps.add(trip.get(++i).late(2 * SECOND, 0));
                steps.add(step.late(0, SECOND));
            } else if (step.status() == ReportedStatus.DROPOFF_ENROUTE) {
                steps.add(step);
                steps.add(Step.report(0, ReportedStatus.PICKUP_ARRIVED).late(SECOND / 2, 8 * SECOND));
            } else if (step.status() == ReportedStatus.DROPOFF_ARRIVED) {
                steps.add(step);
                steps.add(Step.report(0, ReportedStatus.PICKED_UP).late(SECOND / 2, 20 * SECOND));
            } else {
                steps.add(step);
            }
        }
        return steps;
    }

    /** A little way from the pick-up, on the side of the base. */
    private static Location start(Location pickup, Location base) {
        double meters = pickup.metersTo(base);
        if (meters < 100) {
            return new Location(pickup.lat() + (pickup.lat() > 0 ? -0.01 : 0.01), pickup.lng());
        }
        return pickup.towards(base, Math.min(1, START_METERS / meters));
    }
}
