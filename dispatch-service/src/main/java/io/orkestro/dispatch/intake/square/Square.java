package io.orkestro.dispatch.intake.square;

import io.orkestro.dispatch.intake.shop.KeptEvent;
import io.orkestro.dispatch.intake.shop.Reading;
import io.orkestro.dispatch.intake.shop.Reception;
import io.orkestro.dispatch.intake.shop.Said;
import io.orkestro.dispatch.intake.shop.ShopAccess;
import io.orkestro.dispatch.intake.shop.ShopAway;
import io.orkestro.dispatch.intake.shop.ShopHttp;
import io.orkestro.dispatch.intake.shop.ShopKind;
import io.orkestro.dispatch.intake.shop.ShopNews;
import io.orkestro.dispatch.intake.shop.ShopRefused;
import io.orkestro.dispatch.intake.shop.ShopRequest;
import io.orkestro.dispatch.intake.shop.Signatures;
import io.orkestro.dispatch.intake.shop.UnreadableEvent;
import io.orkestro.dispatch.intake.shop.UnusableAccess;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Square: events signed over the address they are posted to and the body together. They only say that an order has changed;
 * how it is now its Orders API tells. So a delivery's progress is told there, too, as the state of the fulfilment.
 *
 * <p>Settings: {@code environment}, {@code production} or {@code sandbox}; {@code locationId} where only one location's orders
 * count. Secrets: {@code signingSecret}, which Square calls the signature key; {@code accessToken}.
 */
@Component
class Square implements ShopKind {

    private static final Set<String> TOPICS = Set.of("order.created", "order.updated", "order.fulfillment.updated");
    private static final Map<String, String> ENVIRONMENTS = Map.of(
            "production", "https://connect.squareup.com",
            "sandbox", "https://connect.squareupsandbox.com");
    private static final String VERSION = "2025-10-16";

    private final ShopHttp http;
    private final Clock clock;

    Square(ShopHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "square";
    }

    @Override
    public void check(ShopAccess access) {
        access.requiredSecret(ShopAccess.SIGNING_SECRET);
        access.requiredSecret("accessToken");
        if (access.setting("apiUrl") == null
                && !ENVIRONMENTS.containsKey(Objects.requireNonNullElse(access.setting("environment"), "production"))) {
            throw new UnusableAccess("settings.environment", "is production or sandbox");
        }
        http.check("settings.apiUrl", base(access));
    }

    @Override
    public Reception receive(ShopAccess access, ShopRequest request) {
        if (!Signatures.isBase64(
                request.header("x-square-hmacsha256-signature"),
                access.signingSecrets(clock.instant()),
                request.url().getBytes(StandardCharsets.UTF_8),
                request.body())) {
            return new Reception.Forged();
        }
        Said event;
        try {
            event = Said.in(request.body());
        } catch (UnreadableEvent e) {
            return new Reception.Event(Signatures.digest(request.body()), "unreadable");
        }
        String topic = Objects.requireNonNullElse(event.text("type"), "");
        if (!TOPICS.contains(topic)) {
            return new Reception.Ignored("Type " + topic);
        }
        String id = event.text("event_id");
        return new Reception.Event(id == null ? Signatures.digest(request.body()) : id, topic);
    }

    @Override
    public Reading read(ShopAccess access, KeptEvent event) {
        Said data = Said.in(event.body()).at("data");
        String orderId = data.text("id");
        for (JsonNode told : data.at("object").node()) {
            String named = new Said(told).text("order_id");
            orderId = named == null ? orderId : named;
        }
        if (orderId == null) {
            throw new UnreadableEvent("The event names no order");
        }
        Said order = new Said(order(access, orderId));
        String location = access.setting("locationId");
        if (location != null && !location.equals(order.text("location_id"))) {
            return new Reading.Nothing("The order is of another location");
        }
        return SquareOrder.read(order, event.receivedAt());
    }

    @Override
    public void tell(ShopAccess access, ShopNews news) {
        String state = stateOf(news.status());
        if (state == null) {
            return;
        }
        String[] names = news.orderId().split("/", 2);
        Said order = new Said(order(access, names[0]));
        Said fulfilment = fulfilmentOf(order, names.length == 2 ? names[1] : null);
        String present = Objects.requireNonNullElse(fulfilment.text("state"), "PROPOSED");
        if (present.equals(state) || isEnd(present)) {
            return;
        }
        Map<String, Object> update = Map.of(
                "order",
                Map.of(
                        "location_id", order.required("location_id"),
                        "version", order.integer("version", 1),
                        "fulfillments", List.of(Map.of("uid", fulfilment.required("uid"), "state", state))),
                "idempotency_key",
                Signatures.digest((news.deliveryId() + state).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 45));
        ShopHttp.Answer answer = http.call("PUT", base(access) + "/v2/orders/" + names[0], headers(access), update);
        if (answer.status() == 409 || codeOf(answer).equals("VERSION_MISMATCH")) {
            throw new ShopAway("Somebody changed the order at the same moment", null);
        }
        refuse(answer);
    }

    @Override
    public String test(ShopAccess access) {
        ShopHttp.Answer answer = http.call("GET", base(access) + "/v2/locations", headers(access), null);
        refuse(answer);
        return "Square answers; %d locations"
                .formatted(answer.body().path("locations").size());
    }

    private static Said fulfilmentOf(Said order, @Nullable String uid) {
        for (Said fulfilment : order.all("fulfillments")) {
            String type = Objects.requireNonNullElse(fulfilment.text("type"), "");
            boolean isDelivery = type.equals("DELIVERY") || type.equals("SHIPMENT");
            if (isDelivery && (uid == null || uid.equals(fulfilment.text("uid")))) {
                return fulfilment;
            }
        }
        throw new ShopRefused("The order has no such delivery any more");
    }

    private JsonNode order(ShopAccess access, String orderId) {
        if (!orderId.matches("[A-Za-z0-9_-]{1,192}")) {
            throw new UnreadableEvent("The event names no order");
        }
        ShopHttp.Answer answer = http.call("GET", base(access) + "/v2/orders/" + orderId, headers(access), null);
        refuse(answer);
        return answer.body().path("order");
    }

    private static void refuse(ShopHttp.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new ShopRefused(
                    "Square answers HTTP %d %s: is the access token good, and may it read and write orders?"
                            .formatted(answer.status(), codeOf(answer)));
        }
    }

    private static String codeOf(ShopHttp.Answer answer) {
        return answer.body().path("errors").path(0).path("code").asString("");
    }

    private static Map<String, String> headers(ShopAccess access) {
        return Map.of("Authorization", "Bearer " + access.requiredSecret("accessToken"), "Square-Version", VERSION);
    }

    private static String base(ShopAccess access) {
        String own = access.setting("apiUrl");
        String environment = Objects.requireNonNullElse(access.setting("environment"), "production");
        return own != null ? own : ENVIRONMENTS.getOrDefault(environment, "https://connect.squareup.com");
    }

    private static @Nullable String stateOf(String status) {
        return switch (status) {
            case "assigned" -> "RESERVED";
            case "picked_up" -> "PREPARED";
            case "delivered" -> "COMPLETED";
            case "cancelled", "expired" -> "CANCELED";
            case "failed", "returned" -> "FAILED";
            default -> null;
        };
    }

    private static boolean isEnd(String state) {
        return state.equals("COMPLETED") || state.equals("CANCELED") || state.equals("FAILED");
    }
}
