package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Stop;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A booking as its courier sees it. */
record BookingResponse(
        String id,
        String deliveryId,
        int attempt,
        String courierId,
        BookingStatus status,
        @Nullable String reason,
        Money fee,
        Instant requestedAt,
        Instant answerBy,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        Stop pickup,
        Stop dropoff,
        List<Item> items,
        @Nullable Money orderValue,
        @Nullable Money tip,
        List<Requirement> requirements,
        @Nullable Integer minimumAge,
        String undeliverableAction,
        String deliverableAction,
        @Nullable VehicleType vehicle,
        @Nullable Driver driver,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta,
        @Nullable String trackingCode) {

    static BookingResponse of(BookingSnapshot booking) {
        Job job = booking.job();
        Load load = job.load();
        return new BookingResponse(
                booking.id(),
                booking.deliveryId(),
                booking.attempt(),
                booking.courierId(),
                booking.status(),
                booking.reason(),
                job.fee(),
                booking.requestedAt(),
                booking.answerBy(),
                booking.answeredAt(),
                booking.endedAt(),
                seen(load.pickup(), booking),
                seen(load.dropoff(), booking),
                load.items(),
                load.orderValue(),
                job.tip(),
                load.requirements().stream().sorted().toList(),
                load.minimumAge(),
                job.undeliverableAction(),
                job.deliverableAction(),
                booking.vehicle(),
                booking.driver(),
                booking.pickupEta(),
                booking.dropoffEta(),
                booking.isLive() ? job.trackingCode() : null);
    }

    /** A courier may reach people while its booking lives, no longer. */
    private static Stop seen(Stop stop, BookingSnapshot booking) {
        return booking.isLive()
                ? stop
                : new Stop(
                        stop.name(),
                        stop.business(),
                        stop.address(),
                        stop.location(),
                        null,
                        null,
                        null,
                        stop.readyAt(),
                        stop.deadlineAt());
    }
}
