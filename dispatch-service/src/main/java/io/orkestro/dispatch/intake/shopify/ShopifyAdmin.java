package io.orkestro.dispatch.intake.shopify;

import io.orkestro.dispatch.intake.shop.ShopAccess;
import io.orkestro.dispatch.intake.shop.ShopAway;
import io.orkestro.dispatch.intake.shop.ShopHttp;
import io.orkestro.dispatch.intake.shop.ShopNews;
import io.orkestro.dispatch.intake.shop.ShopRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Shopify's Admin API, GraphQL, as far as a shop wants to know how its orders travel: a fulfilment when the goods are on
 * their way, with the link to follow them, and an event for what happens then. What is there already is not made again: a
 * fulfilment is known by the delivery's id as its tracking number.
 */
@Component
class ShopifyAdmin {

    private static final String VERSION = "2026-01";
    private static final String COMPANY = "Orkestro";

    private static final String ORDER = """
            query($id: ID!) { order(id: $id) {
              fulfillments { id trackingInfo { number } events(first: 50) { nodes { status } } }
              fulfillmentOrders(first: 20) { nodes { id status } } } }""";
    private static final String FULFIL = """
            mutation($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) {
              fulfillment { id } userErrors { field message } } }""";
    private static final String HAPPENED = """
            mutation($event: FulfillmentEventInput!) { fulfillmentEventCreate(fulfillmentEvent: $event) {
              fulfillmentEvent { id } userErrors { field message } } }""";

    private final ShopHttp http;

    ShopifyAdmin(ShopHttp http) {
        this.http = http;
    }

    void check(ShopAccess access) {
        http.check("settings.apiUrl", base(access));
    }

    String test(ShopAccess access) {
        JsonNode shop = ask(access, "{ shop { name currencyCode } }", Map.of()).path("shop");
        return "The Admin API of %s answers".formatted(shop.path("name").asString("the shop"));
    }

    void tell(ShopAccess access, ShopNews news) {
        String event = eventOf(news.status());
        if (event == null || access.secret(Shopify.ACCESS_TOKEN) == null) {
            return;
        }
        JsonNode order = ask(access, ORDER, Map.of("id", "gid://shopify/Order/" + news.orderId()))
                .path("order");
        if (order.isMissingNode() || order.isNull()) {
            throw new ShopRefused("The shop does not know this order any more");
        }
        Optional<JsonNode> known = order.path("fulfillments")
                .valueStream()
                .filter(one -> one.path("trackingInfo")
                        .valueStream()
                        .anyMatch(info -> info.path("number").asString("").equals(news.deliveryId())))
                .findFirst();
        if (known.isEmpty()) {
            known = fulfil(access, order, news);
        }
        known.ifPresent(fulfilment -> happened(access, fulfilment, event));
    }

    /** Empty where nothing of the order is left to fulfil: somebody did that by hand. */
    private Optional<JsonNode> fulfil(ShopAccess access, JsonNode order, ShopNews news) {
        List<Map<String, String>> open = new ArrayList<>();
        order.path("fulfillmentOrders").path("nodes").forEach(one -> {
            String status = one.path("status").asString("");
            if (status.equals("OPEN") || status.equals("IN_PROGRESS")) {
                open.add(Map.of("fulfillmentOrderId", one.path("id").asString("")));
            }
        });
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> fulfilment = Map.of(
                "lineItemsByFulfillmentOrder",
                open,
                "notifyCustomer",
                false,
                "trackingInfo",
                Map.of(
                        "company",
                        COMPANY,
                        "number",
                        news.deliveryId(),
                        "url",
                        Objects.requireNonNullElse(news.trackingUrl(), "")));
        JsonNode made = ask(access, FULFIL, Map.of("fulfillment", fulfilment)).path("fulfillmentCreate");
        refuse(made);
        return Optional.of(made.path("fulfillment"));
    }

    private void happened(ShopAccess access, JsonNode fulfilment, String event) {
        boolean isKnown = fulfilment
                .path("events")
                .path("nodes")
                .valueStream()
                .anyMatch(one -> one.path("status").asString("").equals(event));
        if (isKnown) {
            return;
        }
        Map<String, Object> told = Map.of("fulfillmentId", fulfilment.path("id").asString(""), "status", event);
        refuse(ask(access, HAPPENED, Map.of("event", told)).path("fulfillmentEventCreate"));
    }

    private static void refuse(JsonNode mutated) {
        mutated.path("userErrors").valueStream().findFirst().ifPresent(error -> {
            throw new ShopRefused("Shopify says: " + error.path("message").asString("no"));
        });
    }

    private JsonNode ask(ShopAccess access, String query, Map<String, ?> variables) {
        ShopHttp.Answer answer = http.call(
                "POST",
                base(access) + "/admin/api/" + VERSION + "/graphql.json",
                Map.of("X-Shopify-Access-Token", access.requiredSecret(Shopify.ACCESS_TOKEN)),
                Map.of("query", query, "variables", variables));
        if (answer.status() != 200) {
            throw new ShopRefused("Shopify answers HTTP %d: is the access token good, and may it write fulfilments?"
                    .formatted(answer.status()));
        }
        JsonNode errors = answer.body().path("errors");
        boolean throttled = errors.valueStream()
                .anyMatch(error ->
                        error.path("extensions").path("code").asString("").equals("THROTTLED"));
        if (throttled) {
            throw new ShopAway("Shopify asks to be asked less", null);
        }
        if (!errors.isEmpty()) {
            throw new ShopRefused(
                    "Shopify says: " + errors.path(0).path("message").asString("no"));
        }
        return answer.body().path("data");
    }

    private static @Nullable String eventOf(String status) {
        return switch (status) {
            case "picked_up", "dropoff_enroute" -> "OUT_FOR_DELIVERY";
            case "delivered" -> "DELIVERED";
            case "returning", "returned", "failed" -> "FAILURE";
            default -> null;
        };
    }

    private static String base(ShopAccess access) {
        String own = access.setting("apiUrl");
        return own == null ? "https://" + access.requiredSetting(Shopify.SHOP) : own;
    }
}
