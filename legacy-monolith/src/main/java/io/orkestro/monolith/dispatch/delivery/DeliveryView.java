package io.orkestro.monolith.dispatch.delivery;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.orkestro.monolith.dispatch.consignment.Consignment;
import io.orkestro.monolith.dispatch.consignment.DeliverableAction;
import io.orkestro.monolith.dispatch.consignment.Item;
import io.orkestro.monolith.dispatch.consignment.Language;
import io.orkestro.monolith.dispatch.consignment.Requirement;
import io.orkestro.monolith.dispatch.consignment.UndeliverableAction;
import io.orkestro.monolith.dispatch.proof.Proof;
import io.orkestro.monolith.dispatch.proof.ProofType;
import io.orkestro.monolith.money.Money;
import io.orkestro.monolith.place.Stop;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery as the public API shows it, and as its events carry it. */
public record DeliveryView(
        String id,
        @Nullable String externalId,
        @Nullable String storeId,
        DeliveryStatus status,
        long sequence,
        Instant createdAt,
        Instant updatedAt,
        Stop pickup,
        Stop dropoff,
        List<Item> items,
        @Nullable Money orderValue,
        @Nullable Money tip,
        List<Requirement> requirements,
        @Nullable Integer minimumAge,
        UndeliverableAction undeliverableAction,
        DeliverableAction deliverableAction,
        boolean autoDispatch,
        @Nullable Language language,
        @Nullable Money fee,
        @Nullable CourierView courier,
        @Nullable Integer attempt,
        List<AttemptView> attempts,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta,
        String trackingCode,
        String trackingUrl,
        List<ProofView> proofs,
        @Nullable Cancellation cancellation,
        @Nullable Failure failure,
        Map<String, String> metadata,
        Search dispatch) {

    /** Who carries. */
    public record CourierView(
            String id,
            String name,
            @Nullable String vehicle,
            @Nullable String driverName,
            @Nullable String driverPhone) {

        static @Nullable CourierView of(Delivery delivery) {
            Attempt attempt = delivery.currentAttempt();
            if (attempt == null || !attempt.wasConfirmed() || delivery.status() == DeliveryStatus.PENDING) {
                return null;
            }
            Driver driver = attempt.driver();
            return new CourierView(
                    attempt.courierId(),
                    attempt.courierName(),
                    driver == null || driver.vehicle() == null ? attempt.vehicle() : driver.vehicle(),
                    driver == null ? null : driver.name(),
                    driver == null ? null : driver.phone());
        }

        CourierView masked() {
            return new CourierView(id, name, vehicle, driverName, driverPhone == null ? null : mask(driverPhone));
        }

        private static String mask(String phone) {
            String end = phone.substring(Math.max(0, phone.length() - 4));
            try {
                int country = PhoneNumberUtil.getInstance().parse(phone, null).getCountryCode();
                return "+%d •••• ••%s".formatted(country, end);
            } catch (NumberParseException e) {
                return "•••• ••" + end;
            }
        }
    }

    /** One try by one courier. */
    public record AttemptView(
            int number,
            String id,
            String courierId,
            String courierName,
            String bookingId,
            Attempt.Status status,
            @Nullable String reason,
            Money fee,
            Instant requestedAt,
            Instant answerBy,
            @Nullable Instant answeredAt) {

        static AttemptView of(Attempt attempt) {
            return new AttemptView(
                    attempt.number(),
                    attempt.id(),
                    attempt.courierId(),
                    attempt.courierName(),
                    attempt.bookingId(),
                    attempt.status(),
                    attempt.reason(),
                    attempt.fee(),
                    attempt.requestedAt(),
                    attempt.answerBy(),
                    attempt.answeredAt());
        }
    }

    /** That there is a proof; the proof itself has its own address. */
    public record ProofView(String id, ProofType type, Instant recordedAt, Proof.Where stop) {

        static ProofView of(Proof proof) {
            return new ProofView(proof.id(), proof.type(), proof.recordedAt(), proof.stop());
        }
    }

    /** How far the search for a courier is. */
    public record Search(
            DispatchState state,
            @Nullable Instant quotesAt,
            @Nullable Instant giveUpAt) {

        static Search of(Delivery delivery) {
            boolean done = delivery.dispatchState() == DispatchState.DONE;
            return new Search(
                    delivery.dispatchState(), done ? null : delivery.quotesAt(), done ? null : delivery.giveUpAt());
        }
    }

    /** The whole of it, the driver's phone included. */
    static DeliveryView of(Delivery delivery, String publicUrl) {
        Consignment consignment = delivery.consignment();
        Attempt attempt = delivery.currentAttempt();
        Attempt underWay = attempt != null && attempt.isLive() && attempt.wasConfirmed() ? attempt : null;
        return new DeliveryView(
                delivery.id(),
                delivery.externalId(),
                delivery.storeId(),
                delivery.status(),
                delivery.sequence(),
                delivery.createdAt(),
                delivery.updatedAt(),
                consignment.pickup(),
                consignment.dropoff(),
                consignment.items(),
                consignment.orderValue(),
                consignment.tip(),
                consignment.requirements(),
                consignment.minimumAge(),
                consignment.undeliverableAction(),
                consignment.deliverableAction(),
                delivery.autoDispatch(),
                consignment.language(),
                attempt != null && (attempt.isLive() || attempt.wasConfirmed()) ? attempt.fee() : null,
                CourierView.of(delivery),
                attempt == null ? null : attempt.number(),
                delivery.attempts().stream().map(AttemptView::of).toList(),
                underWay == null ? null : underWay.pickupEta(),
                underWay == null ? null : underWay.dropoffEta(),
                delivery.trackingCode(),
                publicUrl + "/track/" + delivery.trackingCode(),
                delivery.proofs().stream().map(ProofView::of).toList(),
                delivery.cancellation(),
                delivery.failure(),
                consignment.metadata(),
                Search.of(delivery));
    }

    /** What is to be carried, from where to where. */
    Consignment consignment() {
        return new Consignment(
                pickup,
                dropoff,
                items,
                orderValue,
                tip,
                requirements,
                minimumAge,
                undeliverableAction,
                deliverableAction,
                language,
                metadata);
    }

    /** For the retailer: the driver's phone masked. */
    DeliveryView masked() {
        return courier == null ? this : with(dropoff, courier.masked(), attempts, metadata);
    }

    /** For the courier that carries it: what it needs at the doors, and nothing of its competitors. */
    DeliveryView forCourier(String courierId) {
        List<AttemptView> own = attempts.stream()
                .filter(one -> one.courierId().equals(courierId))
                .toList();
        Stop door = new Stop(
                dropoff.name(),
                dropoff.business(),
                dropoff.address(),
                dropoff.location(),
                dropoff.phone(),
                null,
                dropoff.instructions(),
                dropoff.readyAt(),
                dropoff.deadlineAt());
        return with(door, courier, own, Map.of());
    }

    private DeliveryView with(
            Stop otherDropoff,
            @Nullable CourierView otherCourier,
            List<AttemptView> otherAttempts,
            Map<String, String> otherMetadata) {
        return new DeliveryView(
                id,
                externalId,
                storeId,
                status,
                sequence,
                createdAt,
                updatedAt,
                pickup,
                otherDropoff,
                items,
                orderValue,
                tip,
                requirements,
                minimumAge,
                undeliverableAction,
                deliverableAction,
                autoDispatch,
                language,
                fee,
                otherCourier,
                attempt,
                otherAttempts,
                pickupEta,
                dropoffEta,
                trackingCode,
                trackingUrl,
                proofs,
                cancellation,
                failure,
                otherMetadata,
                dispatch);
    }
}
