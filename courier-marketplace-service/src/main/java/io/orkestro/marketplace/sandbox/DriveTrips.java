package io.orkestro.marketplace.sandbox;

import io.orkestro.marketplace.booking.Acceptance;
import io.orkestro.marketplace.booking.AnswerOffer;
import io.orkestro.marketplace.booking.BookingSnapshot;
import io.orkestro.marketplace.booking.DeliveryMessage;
import io.orkestro.marketplace.booking.LookUpBooking;
import io.orkestro.marketplace.booking.Transition;
import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.report.CourierPositioned;
import io.orkestro.marketplace.report.CourierReported;
import io.orkestro.marketplace.report.ReportedStatus;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes trips on, step by step. What a step says and that it is done commit together, so a driver whose process dies
 * goes on where it was, and says nothing twice unless it is of the kind that does.
 */
@Component
public class DriveTrips {

    private static final double GPS_ACCURACY_METERS = 8;

    private final Trips trips;
    private final LookUpBooking bookings;
    private final AnswerOffer answers;
    private final Outbox outbox;
    private final Routing routing;
    private final SandboxProperties properties;
    private final Clock clock;

    DriveTrips(
            Trips trips,
            LookUpBooking bookings,
            AnswerOffer answers,
            Outbox outbox,
            Routing routing,
            SandboxProperties properties,
            Clock clock) {
        this.trips = trips;
        this.bookings = bookings;
        this.answers = answers;
        this.outbox = outbox;
        this.routing = routing;
        this.properties = properties;
        this.clock = clock;
    }

    /** The next step of a trip, and all that follow it without a pause. */
    @Transactional
    void drive(String bookingId) {
        Trips.Trip trip = trips.lock(bookingId).orElse(null);
        while (trip != null) {
            Optional<BookingSnapshot> booking = bookings.hold(bookingId).filter(BookingSnapshot::isLive);
            if (trip.isOver() || booking.isEmpty() || !take(trip.step(), trip.plan(), booking.get())) {
                trips.end(bookingId);
                return;
            }
            trip = trip.onward();
            Duration pause = trip.isOver()
                    ? Duration.ZERO
                    : properties.scaled(trip.step().gapMillis());
            if (pause.isPositive()) {
                trips.keep(trip, pause);
                return;
            }
        }
    }

    /** The goods go back where they came from. */
    @Transactional
    public void turnBack(DeliveryMessage delivery) {
        trips.lockOf(delivery.deliveryId())
                .ifPresent(trip -> bookings.hold(trip.bookingId())
                        .filter(BookingSnapshot::isLive)
                        .ifPresent(booking -> {
                            TripPlan back = trip.plan()
                                    .turnedBack(
                                            trip.nextStep(),
                                            booking.job().load().pickup().location());
                            trips.keep(
                                    new Trips.Trip(trip.bookingId(), back, 0),
                                    properties.scaled(back.steps().getFirst().gapMillis()));
                        }));
    }

    /** A step that a timer began: by the table as it is now. */
    private Decision decided(BookingSnapshot booking) {
        return routing.decide(RoutingKey.ofPublicId(booking.deliveryId()));
    }

    /** @return whether the trip goes on */
    private boolean take(Step step, TripPlan plan, BookingSnapshot booking) {
        return switch (step.kind()) {
            case ACCEPT -> accept(plan, booking);
            case REJECT -> {
                answers.reject(booking.courierId(), booking.id(), "no_driver");
                yield false;
            }
            case DROP -> {
                answers.drop(booking.courierId(), booking.id(), "flat_tyre");
                yield false;
            }
            case REPORT -> {
                ReportedStatus status = Objects.requireNonNull(step.status());
                Instant dropoffEta = status == ReportedStatus.PICKED_UP ? booking.dropoffEta() : null;
                say(
                        plan,
                        CourierReported.of(booking, status, happenedAt(step), plan.driver())
                                .with(status == ReportedStatus.DELIVERED ? SandboxProofs.of(booking) : null)
                                .expectedAt(dropoffEta)
                                .message(decided(booking)));
                yield true;
            }
            case POSITION -> {
                Location at = Objects.requireNonNull(step.at());
                say(
                        plan,
                        CourierPositioned.of(
                                booking,
                                decided(booking),
                                new CourierPositioned.Position(
                                        at.lat(), at.lng(), happenedAt(step), GPS_ACCURACY_METERS)));
                yield true;
            }
        };
    }

    private boolean accept(TripPlan plan, BookingSnapshot booking) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Acceptance acceptance = new Acceptance(
                plan.driver(),
                now.plus(properties.scaled(plan.millisToPickup())),
                now.plus(properties.scaled(plan.millisToDropoff())));
        boolean holds = true;
        for (int i = 0; i < plan.echoes(); i++) {
            holds = !(answers.accept(booking.courierId(), booking.id(), acceptance) instanceof Transition.Illegal);
        }
        return holds;
    }

    private void say(TripPlan plan, Message message) {
        for (int i = 0; i < plan.echoes(); i++) {
            outbox.append(message);
        }
    }

    private Instant happenedAt(Step step) {
        return clock.instant().minus(properties.scaled(step.lateMillis())).truncatedTo(ChronoUnit.MILLIS);
    }
}
