package io.orkestro.marketplace.stuart;

import io.orkestro.marketplace.adapter.CourierNews;
import io.orkestro.marketplace.adapter.Inbound;
import io.orkestro.marketplace.adapter.Json;
import io.orkestro.marketplace.adapter.NewsStatus;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.place.Location;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads Stuart's webhooks: of a job with its one delivery, of a delivery, of a driver.
 *
 * <p>Stuart may pack a job together with another: the old job is cancelled as stacked by hand, which is nothing to us, and
 * the delivery goes on in a job of another number under the reference that was ours. Goods that go back are picked up again,
 * with a reason.
 */
final class StuartNews {

    private static final String STACKED = "manually_stacked";
    private static final String EXPIRED = "job_expired";
    private static final String DEFAULT_REASON = "cancelled_by_courier";

    private StuartNews() {}

    static Inbound read(JsonNode event, Instant receivedAt) {
        JsonNode data = event.path("data");
        String about = Objects.requireNonNullElse(Json.text(event.path("event")), "unknown");
        return switch (about) {
            case "job" -> ofJob(data, receivedAt);
            case "delivery" -> ofDelivery(data, receivedAt);
            case "driver" -> ofDriver(data, receivedAt);
            default -> new Inbound.Ignored("another kind of event");
        };
    }

    private static Inbound ofJob(JsonNode job, Instant receivedAt) {
        JsonNode delivery = job.path("currentDelivery");
        String reason = reason(delivery, job);
        NewsStatus status = switch (Json.text(job.path("status"))) {
            case "in_progress" -> inProgress(delivery, reason);
            case "finished" -> finished(delivery, reason);
            case "canceled", "cancelled", "expired", "voided" -> NewsStatus.CANCELLED;
            case null, default -> null;
        };
        boolean isExpired = "expired".equals(Json.text(job.path("status")));
        return heard(
                Json.text(job.path("id")),
                reference(delivery, job),
                status,
                reason == null && isExpired ? EXPIRED : reason,
                delivery,
                receivedAt);
    }

    private static Inbound ofDelivery(JsonNode delivery, Instant receivedAt) {
        String reason = reason(delivery, delivery);
        return heard(
                jobId(delivery), reference(delivery, delivery), status(delivery, reason), reason, delivery, receivedAt);
    }

    private static Inbound ofDriver(JsonNode driver, Instant receivedAt) {
        JsonNode job = driver.path("job");
        JsonNode delivery = job.path("currentDelivery");
        JsonNode told = delivery.path("driver");
        CourierNews.Driver whom = driver(told.isObject() ? told : driver, delivery);
        String jobId = Json.text(job.path("id"));
        String reference = reference(delivery, job);
        if (whom == null || (jobId == null && reference == null)) {
            return new Inbound.Ignored("a driver without a job");
        }
        return new Inbound.Heard(new CourierNews(jobId, reference, null, null, whom, receivedAt));
    }

    private static Inbound heard(
            @Nullable String jobId,
            @Nullable String reference,
            @Nullable NewsStatus status,
            @Nullable String reason,
            JsonNode delivery,
            Instant receivedAt) {
        if (status == null) {
            return new Inbound.Ignored("a status without meaning here");
        }
        if (status == NewsStatus.CANCELLED && STACKED.equals(reason)) {
            return new Inbound.Ignored("stacked by hand: it goes on under another number");
        }
        if (jobId == null && reference == null) {
            return new Inbound.Ignored("malformed");
        }
        String why = switch (status) {
            case CANCELLED -> reason == null ? DEFAULT_REASON : reason;
            case RETURNING -> reason;
            default -> null;
        };
        return new Inbound.Heard(new CourierNews(
                jobId,
                reference,
                status,
                why,
                driver(delivery.path("driver"), delivery),
                occurredAt(status, delivery, receivedAt)));
    }

    /** A job in progress has a driver, whatever its delivery says. */
    private static NewsStatus inProgress(JsonNode delivery, @Nullable String reason) {
        return Objects.requireNonNullElse(status(delivery, reason), NewsStatus.ASSIGNED);
    }

    /** How a finished job ended is for its delivery to say. */
    private static @Nullable NewsStatus finished(JsonNode delivery, @Nullable String reason) {
        NewsStatus status = status(delivery, reason);
        boolean isOver =
                status == NewsStatus.DELIVERED || status == NewsStatus.RETURNED || status == NewsStatus.CANCELLED;
        return isOver ? status : null;
    }

    /** Being nearly there is no arrival. */
    private static @Nullable NewsStatus status(JsonNode delivery, @Nullable String reason) {
        boolean goesBack = reason != null;
        return switch (Json.text(delivery.path("status"))) {
            case "picking", "almost_picking" -> goesBack ? NewsStatus.RETURNING : NewsStatus.ASSIGNED;
            case "waiting_at_pickup" -> goesBack ? NewsStatus.RETURNING : NewsStatus.PICKUP_ARRIVED;
            case "delivering", "almost_delivering" -> goesBack ? NewsStatus.RETURNING : NewsStatus.DROPOFF_ENROUTE;
            case "waiting_at_dropoff" -> goesBack ? NewsStatus.RETURNING : NewsStatus.DROPOFF_ARRIVED;
            case "delivered" -> goesBack ? NewsStatus.RETURNED : NewsStatus.DELIVERED;
            case "cancelled", "canceled" -> NewsStatus.CANCELLED;
            case null, default -> null;
        };
    }

    private static @Nullable String reason(JsonNode delivery, JsonNode otherwise) {
        String reason = reasonKey(delivery);
        return reason == null ? reasonKey(otherwise) : reason;
    }

    private static @Nullable String reasonKey(JsonNode of) {
        String inCancellation = Json.reason(of.path("cancellation").path("reasonKey"));
        return inCancellation == null ? Json.reason(of.path("reasonKey")) : inCancellation;
    }

    private static @Nullable String reference(JsonNode delivery, JsonNode otherwise) {
        String reference = Json.text(delivery.path("clientReference"));
        return reference == null ? Json.text(otherwise.path("jobReference")) : reference;
    }

    private static @Nullable String jobId(JsonNode delivery) {
        String id = Json.text(delivery.path("job").path("id"));
        return id == null ? Json.text(delivery.path("jobId")) : id;
    }

    private static Instant occurredAt(NewsStatus status, JsonNode delivery, Instant receivedAt) {
        Instant told = switch (status) {
            case DELIVERED, RETURNED -> Json.moment(delivery.path("deliveredAt"));
            case DROPOFF_ENROUTE -> Json.moment(delivery.path("pickedAt"));
            default -> null;
        };
        return told == null ? receivedAt : told;
    }

    private static CourierNews.@Nullable Driver driver(JsonNode driver, JsonNode delivery) {
        String whole = Json.text(driver.path("name"));
        String first = Json.text(driver.path("firstname"));
        Location position = Json.location(driver.path("latitude"), driver.path("longitude"));
        JsonNode transport = driver.path("transportType");
        JsonNode code = transport.isMissingNode() ? delivery.path("transportType") : transport;
        return CourierNews.Driver.of(
                whole == null ? first : whole,
                Json.text(driver.path("phone")),
                vehicle(Json.text(code.isObject() ? code.path("code") : code)),
                position);
    }

    private static @Nullable VehicleType vehicle(@Nullable String code) {
        return switch (code) {
            case "walk" -> VehicleType.FOOT;
            case "bike" -> VehicleType.BIKE;
            case "cargobike", "cargobikexl" -> VehicleType.CARGO_BIKE;
            case "motorbike", "motorbikexl" -> VehicleType.MOTO;
            case "car" -> VehicleType.CAR;
            case "van" -> VehicleType.VAN;
            case null, default -> null;
        };
    }
}
