package io.orkestro.tracking.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orkestro.tracking.DeliveryNews;
import io.orkestro.tracking.Estimate;
import io.orkestro.tracking.Fix;
import io.orkestro.tracking.Status;
import io.orkestro.tracking.TrackedDelivery;
import io.orkestro.tracking.place.Location;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One delivery as its retailer sees it among the others. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FleetDelivery(
        String deliveryId,
        @Nullable String externalId,
        Status status,
        String trackingUrl,
        Instant updatedAt,
        PickUp pickup,
        DropOff dropoff,
        @Nullable Courier courier,
        @Nullable Estimate eta,
        @Nullable LastPosition lastPosition) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PickUp(@Nullable String business, Location location) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DropOff(Location location, @Nullable Instant deadlineAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Courier(
            String id,
            @Nullable String name,
            @Nullable String vehicle,
            @Nullable String driverName) {}

    record LastPosition(double lat, double lng, Instant recordedAt) {}

    /** @param publicUrl of the installation, for deliveries that do not say where their page is */
    static FleetDelivery of(TrackedDelivery delivery, String publicUrl) {
        DeliveryNews.Delivery facts = delivery.facts();
        String url = facts.trackingUrl();
        return new FleetDelivery(
                delivery.id(),
                facts.externalId(),
                delivery.status(),
                url == null ? publicUrl + "/track/" + facts.trackingCode() : url,
                facts.updatedAt(),
                new PickUp(facts.pickup().business(), facts.pickup().location()),
                new DropOff(facts.dropoff().location(), facts.dropoff().deadlineAt()),
                courier(facts.courier()),
                eta(delivery.estimate()),
                position(delivery.lastFix()));
    }

    private static @Nullable Courier courier(DeliveryNews.@Nullable CourierNews courier) {
        return courier == null
                ? null
                : new Courier(courier.id(), courier.name(), courier.vehicle(), courier.driverName());
    }

    private static @Nullable Estimate eta(Estimate estimate) {
        return estimate.pickup() == null && estimate.dropoff() == null ? null : estimate;
    }

    private static @Nullable LastPosition position(@Nullable Fix fix) {
        return fix == null ? null : new LastPosition(fix.lat(), fix.lng(), fix.recordedAt());
    }
}
