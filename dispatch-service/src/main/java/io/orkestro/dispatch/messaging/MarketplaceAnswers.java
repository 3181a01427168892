package io.orkestro.dispatch.messaging;

import io.orkestro.dispatch.delivery.Attempt;
import io.orkestro.dispatch.delivery.Confirmation;
import io.orkestro.dispatch.delivery.DeliveryStatus;
import io.orkestro.dispatch.delivery.Driver;
import io.orkestro.dispatch.delivery.FindCourier;
import io.orkestro.dispatch.delivery.FollowCourier;
import io.orkestro.dispatch.delivery.StatusReport;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.proof.SubmittedProof;
import io.orkestro.dispatch.rule.Quote;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the marketplace answers dispatch, and what couriers report through it. */
@Configuration(proxyBeanMethods = false)
class MarketplaceAnswers {

    private final FindCourier search;
    private final FollowCourier courier;
    private final Ownership ownership;

    MarketplaceAnswers(FindCourier search, FollowCourier courier, @Qualifier("deliveryOwnership") Ownership ownership) {
        this.search = search;
        this.courier = courier;
        this.ownership = ownership;
    }

    @Bean
    Subscription dispatchHearsMarketplace() {
        return Subscription.of(Capability.DISPATCH.slug(), Capability.COURIER_MARKETPLACE.slug())
                .onAddressed(
                        "quotes.ready.v1",
                        QuotesReadyMessage.class,
                        ownership.whenOwned(
                                QuotesReadyMessage::deliveryId,
                                (_, message) -> search.choose(message.deliveryId(), message.quotes())))
                .onAddressed(
                        "booking.confirmed.v1",
                        BookingConfirmedMessage.class,
                        ownership.whenOwned(
                                BookingConfirmedMessage::deliveryId,
                                (_, message) -> search.confirm(message.deliveryId(), message.confirmation())))
                .onAddressed("booking.rejected.v1", BookingEndedMessage.class, goOn(Attempt.Status.REJECTED))
                .onAddressed("booking.expired.v1", BookingEndedMessage.class, goOn(Attempt.Status.EXPIRED))
                .onAddressed("booking.withdrawn.v1", BookingEndedMessage.class, goOn(Attempt.Status.WITHDRAWN))
                .onAddressed(
                        "courier.reported.v1",
                        CourierReportedMessage.class,
                        ownership.whenOwned(
                                CourierReportedMessage::deliveryId,
                                (_, message) ->
                                        courier.reported(message.deliveryId(), message.courierId(), message.report())))
                .build();
    }

    private Handler<BookingEndedMessage> goOn(Attempt.Status how) {
        return ownership.whenOwned(
                BookingEndedMessage::deliveryId,
                (_, message) -> search.goOn(message.deliveryId(), message.bookingId(), how, message.reason()));
    }

    record QuotesReadyMessage(String deliveryId, List<Quote> quotes) {}

    record BookingConfirmedMessage(
            String deliveryId,
            String bookingId,
            @Nullable String courierName,
            @Nullable String vehicle,
            @Nullable Money fee,
            @Nullable Driver driver,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta) {

        Confirmation confirmation() {
            return new Confirmation(bookingId, courierName, vehicle, fee, driver, pickupEta, dropoffEta);
        }
    }

    record BookingEndedMessage(
            String deliveryId, String bookingId, @Nullable String reason) {}

    record CourierReportedMessage(
            String deliveryId,
            int attempt,
            String courierId,
            DeliveryStatus status,
            @Nullable Instant occurredAt,
            @Nullable Driver driver,
            @Nullable String reason,
            @Nullable List<SubmittedProof> proofs,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta) {

        StatusReport report() {
            return new StatusReport(attempt, status, occurredAt, driver, reason, proofs, pickupEta, dropoffEta);
        }
    }
}
