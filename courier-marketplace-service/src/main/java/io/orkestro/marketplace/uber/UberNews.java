package io.orkestro.marketplace.uber;

import io.orkestro.marketplace.adapter.CourierNews;
import io.orkestro.marketplace.adapter.Inbound;
import io.orkestro.marketplace.adapter.Json;
import io.orkestro.marketplace.adapter.NewsStatus;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.place.Location;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads Uber's webhooks.
 *
 * <p>That a courier is "imminent" is said a minute away, or 80 metres, and is not an arrival: Uber reports none. Goods
 * that go back are a delivery of their own, which names the first one: it is news of that one.
 */
final class UberNews {

    private static final String DEFAULT_REASON = "cancelled_by_courier";

    private UberNews() {}

    static Inbound read(JsonNode event, Instant receivedAt) {
        String kind = Objects.requireNonNullElse(Json.text(event.path("kind")), "unknown");
        return switch (kind) {
            case "event.delivery_status" -> statusOf(event, receivedAt);
            case "event.courier_update" -> positionOf(event, receivedAt);
            default -> new Inbound.Ignored("another kind of event");
        };
    }

    private static Inbound statusOf(JsonNode event, Instant receivedAt) {
        JsonNode delivery = event.path("data");
        String told = Json.text(event.path("status"));
        String status = told == null ? Json.text(delivery.path("status")) : told;
        String original = original(delivery.path("related_deliveries"));
        NewsStatus ours = original == null ? ofDelivery(status) : ofReturn(status);
        if (ours == null) {
            return new Inbound.Ignored("a status without meaning here");
        }
        String reason = ours == NewsStatus.CANCELLED || ours == NewsStatus.RETURNING ? reason(delivery) : null;
        return news(
                event,
                original,
                ours,
                reason,
                driver(delivery, delivery.path("courier").path("location")),
                receivedAt);
    }

    private static Inbound positionOf(JsonNode event, Instant receivedAt) {
        JsonNode delivery = event.path("data");
        JsonNode told = event.path("location");
        CourierNews.Driver driver = driver(
                delivery, told.isObject() ? told : delivery.path("courier").path("location"));
        return driver == null
                ? new Inbound.Ignored("an update of nobody")
                : news(event, original(delivery.path("related_deliveries")), null, null, driver, receivedAt);
    }

    private static Inbound news(
            JsonNode event,
            @Nullable String original,
            @Nullable NewsStatus status,
            @Nullable String reason,
            CourierNews.@Nullable Driver driver,
            Instant receivedAt) {
        JsonNode delivery = event.path("data");
        String named = Json.text(event.path("delivery_id"));
        String id = original != null ? original : named != null ? named : Json.text(delivery.path("id"));
        String bookingId = Json.text(delivery.path("external_id"));
        if (id == null && bookingId == null) {
            return new Inbound.Ignored("malformed");
        }
        Instant occurredAt = Json.moment(event.path("created"));
        return new Inbound.Heard(
                new CourierNews(id, bookingId, status, reason, driver, occurredAt == null ? receivedAt : occurredAt));
    }

    private static @Nullable NewsStatus ofDelivery(@Nullable String status) {
        return switch (status) {
            case "pickup" -> NewsStatus.ASSIGNED;
            case "pickup_complete" -> NewsStatus.PICKED_UP;
            case "dropoff" -> NewsStatus.DROPOFF_ENROUTE;
            case "delivered" -> NewsStatus.DELIVERED;
            case "canceled" -> NewsStatus.CANCELLED;
            // The way back begins with it.
            case "returned" -> NewsStatus.RETURNING;
            case null, default -> null;
        };
    }

    /** Of the delivery that takes goods back. Where that is cancelled, they are still somewhere on the road. */
    private static @Nullable NewsStatus ofReturn(@Nullable String status) {
        return switch (status) {
            case "pending", "pickup", "pickup_complete", "dropoff" -> NewsStatus.RETURNING;
            case "delivered" -> NewsStatus.RETURNED;
            case null, default -> null;
        };
    }

    /** The delivery whose goods are taken back by this one, where this is such; one related delivery or a list. */
    private static @Nullable String original(JsonNode related) {
        Iterable<JsonNode> deliveries = related.isArray() ? related : List.of(related);
        for (JsonNode delivery : deliveries) {
            if ("original".equals(Json.text(delivery.path("relationship")))) {
                return Json.text(delivery.path("id"));
            }
        }
        return null;
    }

    private static String reason(JsonNode delivery) {
        String undeliverable = Json.reason(delivery.path("undeliverable_reason"));
        String cancelled = Json.reason(delivery.path("cancelation_reason").path("primary_reason"));
        return undeliverable != null ? undeliverable : Objects.requireNonNullElse(cancelled, DEFAULT_REASON);
    }

    private static CourierNews.@Nullable Driver driver(JsonNode delivery, JsonNode location) {
        JsonNode courier = delivery.path("courier");
        Location position = Json.location(location.path("lat"), location.path("lng"));
        return CourierNews.Driver.of(
                Json.text(courier.path("name")),
                Json.text(courier.path("phone_number")),
                vehicle(Json.text(courier.path("vehicle_type"))),
                position);
    }

    private static @Nullable VehicleType vehicle(@Nullable String type) {
        return switch (type) {
            case "walker" -> VehicleType.FOOT;
            case "bicycle" -> VehicleType.BIKE;
            case "scooter", "motorcycle" -> VehicleType.MOTO;
            case "car" -> VehicleType.CAR;
            case "van", "truck" -> VehicleType.VAN;
            case null, default -> null;
        };
    }
}
