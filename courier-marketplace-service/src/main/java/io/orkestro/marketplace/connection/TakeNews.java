package io.orkestro.marketplace.connection;

import io.orkestro.marketplace.adapter.CourierNews;
import io.orkestro.marketplace.adapter.NewsStatus;
import io.orkestro.marketplace.booking.Acceptance;
import io.orkestro.marketplace.booking.AnswerOffer;
import io.orkestro.marketplace.booking.BookingSnapshot;
import io.orkestro.marketplace.booking.BookingStatus;
import io.orkestro.marketplace.booking.Driver;
import io.orkestro.marketplace.booking.LookUpBooking;
import io.orkestro.marketplace.booking.Transition;
import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.report.CourierPositioned;
import io.orkestro.marketplace.report.CourierReported;
import io.orkestro.marketplace.report.ReportedStatus;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.problem.NotFound;
import jakarta.validation.Validator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What a courier tells of a job, in the words of bookings and deliveries. It may come twice and out of order: bookings
 * and deliveries move forwards only.
 */
@Component
class TakeNews {

    private static final Logger log = LoggerFactory.getLogger(TakeNews.class);
    private static final String DEFAULT_REASON = "cancelled_by_courier";

    private final Jobs jobs;
    private final LookUpBooking bookings;
    private final AnswerOffer answers;
    private final Ownership couriers;
    private final Outbox outbox;
    private final Routing routing;
    private final Validator validator;
    private final TransactionOperations transactions;

    TakeNews(
            Jobs jobs,
            LookUpBooking bookings,
            AnswerOffer answers,
            @Qualifier("courierOwnership") Ownership couriers,
            Outbox outbox,
            Routing routing,
            Validator validator,
            TransactionOperations transactions) {
        this.jobs = jobs;
        this.bookings = bookings;
        this.answers = answers;
        this.couriers = couriers;
        this.outbox = outbox;
        this.routing = routing;
        this.validator = validator;
        this.transactions = transactions;
    }

    /**
     * @throws NotFound where the booking is not known, or not yet
     */
    void take(String courierId, CourierNews news) {
        BookingSnapshot booking = bookingOf(courierId, news);
        if (news.deliveryId() != null) {
            jobs.remember(booking.id(), courierId, news.deliveryId());
        }
        if (!booking.isLive()) {
            log.info("{} tells of {}, which is {}", courierId, booking.id(), booking.status());
            return;
        }
        if (news.status() == NewsStatus.CANCELLED) {
            cancelled(booking, news);
            return;
        }
        if (booking.status() == BookingStatus.OFFERED && news.status() != null) {
            // Whoever is on the way has said yes; that answer was lost, or is slower than this.
            couriers.write(
                    courierId,
                    () -> answers.accept(
                            courierId, booking.id(), new Acceptance(soundDriver(news.driver()), null, null)));
        }
        tell(booking, news);
    }

    /** Before it has the goods it leaves the job to somebody else; with them it has failed. */
    private void cancelled(BookingSnapshot booking, CourierNews news) {
        String reason = Objects.requireNonNullElse(news.reason(), DEFAULT_REASON);
        String courierId = booking.courierId();
        Transition left = couriers.write(
                courierId,
                () -> booking.status() == BookingStatus.OFFERED
                        ? answers.reject(courierId, booking.id(), reason)
                        : answers.drop(courierId, booking.id(), reason));
        if (left instanceof Transition.Illegal(BookingSnapshot now) && now.isLive()) {
            report(now, ReportedStatus.FAILED, news, reason);
        }
    }

    private void tell(BookingSnapshot booking, CourierNews news) {
        ReportedStatus status = reported(news.status());
        if (status != null) {
            report(booking, status, news, news.reason());
        }
        Location at = news.driver() == null ? null : news.driver().location();
        if (at != null) {
            CourierPositioned.Position fix =
                    new CourierPositioned.Position(at.lat(), at.lng(), news.occurredAt(), null);
            transactions.executeWithoutResult(_ -> outbox.append(CourierPositioned.of(booking, decided(booking), fix)));
        }
    }

    private void report(BookingSnapshot booking, ReportedStatus status, CourierNews news, @Nullable String reason) {
        CourierReported report = CourierReported.of(booking, status, news.occurredAt(), soundDriver(news.driver()))
                .because(reason);
        transactions.executeWithoutResult(_ -> outbox.append(report.message(decided(booking))));
    }

    private BookingSnapshot bookingOf(String courierId, CourierNews news) {
        String jobId = news.deliveryId();
        return Optional.ofNullable(news.bookingId())
                .or(() -> jobId == null ? Optional.empty() : jobs.bookingOf(courierId, jobId))
                .flatMap(bookings::find)
                .filter(booking -> booking.courierId().equals(courierId))
                .orElseThrow(() -> new NotFound("booking", String.valueOf(news.bookingId())));
    }

    /** What the courier says of a person is taken as far as it can be so. */
    private @Nullable Driver soundDriver(CourierNews.@Nullable Driver told) {
        if (told == null || (told.name() == null && told.phone() == null && told.vehicle() == null)) {
            return null;
        }
        Driver driver = new Driver(told.name(), told.phone(), told.vehicle());
        if (validator.validate(driver).isEmpty()) {
            return driver;
        }
        Driver withoutPhone = new Driver(told.name(), null, told.vehicle());
        return validator.validate(withoutPhone).isEmpty() ? withoutPhone : null;
    }

    private static @Nullable ReportedStatus reported(@Nullable NewsStatus status) {
        return switch (status) {
            case ASSIGNED -> ReportedStatus.ASSIGNED;
            case PICKUP_ARRIVED -> ReportedStatus.PICKUP_ARRIVED;
            case PICKED_UP -> ReportedStatus.PICKED_UP;
            case DROPOFF_ENROUTE -> ReportedStatus.DROPOFF_ENROUTE;
            case DROPOFF_ARRIVED -> ReportedStatus.DROPOFF_ARRIVED;
            case DELIVERED -> ReportedStatus.DELIVERED;
            case RETURNING -> ReportedStatus.RETURNING;
            case RETURNED -> ReportedStatus.RETURNED;
            case CANCELLED -> ReportedStatus.FAILED;
            case null -> null;
        };
    }

    private Decision decided(BookingSnapshot booking) {
        return routing.decide(RoutingKey.ofPublicId(booking.deliveryId()));
    }
}
