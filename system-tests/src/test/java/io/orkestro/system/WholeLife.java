package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.system.Mover.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One delivery through all four capabilities: rules, quotes, order, offer, driver's position, a text, reports, timeline, what
 * everybody was told. What it returns is what retailer, courier and recipient saw, with ids, times and names masked.
 */
final class WholeLife {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final JsonMapper JSON = new JsonMapper();

    private final Platform platform;
    private final Shop shop;
    private final Places places;
    private final String recipient = "whole-" + UUID.randomUUID() + "@example.org";
    private final List<Step> seen = new ArrayList<>();
    private String id = "";
    private String bornAt = "";

    /** Who serves what, and what happens in between. */
    interface Places {

        /** Just before a step of this capability: anything may be moved. */
        void before(Capability capability);

        /** Whose name is on the answers now. */
        String servedBy(Capability capability);
    }

    /**
     * What was answered to one step.
     *
     * @param answer masked; null where it says something else each time
     */
    record Step(String name, int status, @Nullable JsonNode answer) {

        /** What this one says and the other does not, by path: more is allowed. */
        List<String> missingIn(Step other) {
            List<String> missing = new ArrayList<>();
            if (status != other.status) {
                missing.add("%s: %d, not %d".formatted(name, other.status, status));
            } else if (answer != null) {
                compare(name, answer, other.answer, missing);
            }
            return missing;
        }

        private static void compare(String path, JsonNode here, @Nullable JsonNode there, List<String> missing) {
            if (there == null || here.getNodeType() != there.getNodeType()) {
                missing.add("%s: %s, not %s".formatted(path, there, here));
            } else if (here.isObject()) {
                for (Map.Entry<String, JsonNode> field : here.properties()) {
                    compare(path + "/" + field.getKey(), field.getValue(), there.get(field.getKey()), missing);
                }
            } else if (here.isArray() && here.size() == there.size()) {
                for (int i = 0; i < here.size(); i++) {
                    compare(path + "/" + i, here.get(i), there.get(i), missing);
                }
            } else if (!here.equals(there)) {
                missing.add("%s: %s, not %s".formatted(path, there, here));
            }
        }
    }

    WholeLife(Platform platform, Shop shop, Places places) {
        this.platform = platform;
        this.shop = shop;
        this.places = places;
    }

    String id() {
        return id;
    }

    String bornAt() {
        return bornAt;
    }

    String recipient() {
        return recipient;
    }

    /** @return what was seen */
    List<Step> live() {
        Api retailer = shop.api();
        Api courier = shop.courier();
        toldByText(retailer);
        step("quotes", Capability.COURIER_MARKETPLACE, 200, false, () -> retailer.post("/v1/quotes", Orders.errand()));

        String order = Orders.order("whole-" + UUID.randomUUID()).replace("ada@example.org", recipient);
        Answer created = step("create", Capability.DISPATCH, 201, true, () -> retailer.post("/v1/deliveries", order));
        id = created.at("/id");
        bornAt = created.header("x-served-by");
        String path = "/v1/deliveries/" + id;
        String offer = shop.awaitOffer(id, PATIENCE);
        step("accept", Capability.COURIER_MARKETPLACE, 200, true, () -> shop.accept(offer));
        platform.awaitStatus(retailer, id, "assigned", PATIENCE);
        step("report", courier, path + "/status", "{\"attempt\":1,\"status\":\"pickup_arrived\"}");

        follow(retailer, path, "assigned");
        step(
                "position",
                Capability.TRACKING,
                202,
                true,
                () -> courier.post(path + "/positions", """
            {"positions":[{"lat":51.5142,"lng":-0.1270,"recordedAt":"%s"}]}\
            """.formatted(Instant.now())));
        step("tracking", Capability.TRACKING, 200, true, () -> retailer.get(path + "/tracking"));
        step("text", Capability.NOTIFICATION, 202, true, () -> retailer.post(path + "/messages", """
            {"to":"recipient","text":"The blue door"}\
            """));

        step("pick up", courier, path + "/status", "{\"attempt\":1,\"status\":\"picked_up\"}");
        told(retailer, path, "delivery.picked_up");
        step("deliver", courier, path + "/status", "{\"attempt\":1,\"status\":\"delivered\"}");
        step("end", Capability.DISPATCH, 200, true, () -> retailer.get(path));
        follow(retailer, path, "delivered");
        step("timeline", Capability.TRACKING, 200, true, () -> retailer.get(path + "/tracking"));
        toldEverything(retailer, path);
        return List.copyOf(seen);
    }

    /** Rules are read and changed by one version. */
    private void toldByText(Api retailer) {
        String rules = step("rules", Capability.NOTIFICATION, 200, true, () -> retailer.get("/v1/notification-rules"))
                .text();
        step("change rules", Capability.NOTIFICATION, 200, true, () -> retailer.put("/v1/notification-rules", rules));
    }

    /** Tracking follows by messages. */
    private void follow(Api retailer, String path, String status) {
        await("tracking follows").atMost(PATIENCE).pollInterval(LOOK).untilAsserted(() -> {
            JsonNode tracking = retailer.get(path + "/tracking").expect(200).json();
            assertThat(tracking.at("/timeline").findValuesAsString("type")).contains("delivery." + status);
        });
    }

    /** Otherwise the next news would overtake it, and it would not be sent any more. */
    private static void told(Api retailer, String path, String template) {
        await("messages are sent").atMost(PATIENCE).pollInterval(LOOK).untilAsserted(() -> {
            JsonNode messages =
                    retailer.get(path + "/messages").expect(200).json().at("/data");
            assertThat(messages.findValuesAsString("template")).contains(template);
            assertThat(messages.findValuesAsString("status")).doesNotContain("queued");
        });
    }

    private void toldEverything(Api retailer, String path) {
        told(retailer, path, "delivery.delivered");
        places.before(Capability.NOTIFICATION);
        JsonNode messages = retailer.get(path + "/messages").expect(200).json().at("/data");
        // Each in its own transaction, so in any order.
        messages.valueStream()
                .map(WholeLife::masked)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .forEach(message -> seen.add(new Step("message", 200, message)));
        await("webhooks have come")
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(hooks()).contains("delivery.created", "delivery.delivered"));
        hooks().stream().sorted().forEach(type -> seen.add(new Step("webhook " + type, 200, null)));
    }

    /** Of the delivery itself; how often an arrival moves depends on the clock. */
    private List<String> hooks() {
        return shop.webhooks().calls().stream()
                .filter(call -> Objects.equals(call.deliveryId(), id))
                .map(WebhookReceiver.Call::type)
                .filter(type -> !type.equals("delivery.eta_changed"))
                .toList();
    }

    private void step(String name, Api as, String path, String body) {
        step(name, Capability.DISPATCH, 200, true, () -> as.post(path, body));
    }

    private Answer step(String name, Capability capability, int status, boolean isKept, Supplier<Answer> ask) {
        places.before(capability);
        Answer answer = ask.get().expect(status);
        assertThat(answer.header("x-served-by")).as(name).isEqualTo(places.servedBy(capability));
        seen.add(new Step(name, status, isKept ? masked(answer.json()) : null));
        return answer;
    }

    private static JsonNode masked(JsonNode answer) {
        return JSON.readTree(Masked.of(answer.toString()));
    }
}
