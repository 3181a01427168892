package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.system.Mover.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * One delivery from the order to the door and back into the books, step by step, as retailer and courier see it. What it
 * returns is what they saw, with ids, times and names masked: the same wherever it was served.
 */
final class Life {

    /** The steps that dispatch serves, in order. */
    static final List<String> STEPS = List.of(
            "create",
            "create again",
            "read",
            "list",
            "patch",
            "dispatch",
            "decision",
            "arrive",
            "prove",
            "pick up",
            "deliver",
            "read the end",
            "list proofs",
            "return too late");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;
    private final Shop shop;
    private final Turns turns;
    private final String recipient;
    private final List<String> seen = new ArrayList<>();
    private String id = "";

    /** Who serves what, and what happens in between. */
    interface Turns {

        /** Just before a step: dispatch may be moved. */
        void before(String step);

        /** Who serves now. */
        Side served();

        /** Whether every POST is sent again with the same key, after {@link #across()}. */
        boolean sendsAgain();

        /** Between a POST and its repetition. */
        void across();
    }

    Life(Platform platform, Shop shop, Turns turns) {
        this.platform = platform;
        this.shop = shop;
        this.turns = turns;
        this.recipient = "life-" + UUID.randomUUID() + "@example.org";
    }

    String id() {
        return id;
    }

    String recipient() {
        return recipient;
    }

    /** @return what was seen */
    List<String> live() {
        Api retailer = shop.api();
        Api courier = shop.courier();
        String order = Orders.order("life-" + UUID.randomUUID(), "\"requirements\":[\"photo\"],\"autoDispatch\":false,")
                .replace("ada@example.org", recipient);

        id = post("create", retailer, "/v1/deliveries", order, 201).at("/id");
        String path = "/v1/deliveries/" + id;
        note("create again", () -> retailer.post("/v1/deliveries", order), 200);
        note("read", () -> retailer.get(path), 200);
        note("list", () -> retailer.get("/v1/deliveries?limit=1"), 200);
        note("patch", () -> retailer.patch(path, "{\"dropoff\":{\"instructions\":\"Third bell\"}}"), 200);

        post("dispatch", retailer, path + "/dispatch", "{}", 200);
        shop.accept(shop.awaitOffer(id, PATIENCE)).expect(200);
        platform.awaitStatus(retailer, id, "assigned", PATIENCE);
        turns.before("decision");
        Answer decision = retailer.get(path + "/decision");
        keep("decision", decision, 200, ownCandidates(decision.json()));

        post("arrive", courier, path + "/status", report("pickup_arrived"), 200);
        post("prove", courier, path + "/proof", """
            {"type":"photo","stop":"dropoff","contentType":"image/png",
             "contentBase64":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}\
            """, 201);
        post("pick up", courier, path + "/status", report("picked_up"), 200);
        post("deliver", courier, path + "/status", report("delivered"), 200);

        note("read the end", () -> retailer.get(path), 200);
        note("list proofs", () -> retailer.get(path + "/proof"), 200);
        note("return too late", () -> retailer.post(path + "/return", "{\"reason\":\"other\"}"), 409);
        return List.copyOf(seen);
    }

    private Answer post(String step, Api as, String path, String body, int status) {
        String key = UUID.randomUUID().toString();
        turns.before(step);
        Answer first = as.post(path, body, key);
        keep(step, first, status);
        if (turns.sendsAgain()) {
            turns.across();
            Answer again = as.post(path, body, key).expect(status);
            assertThat(again.header("x-served-by"))
                    .as(step + ", again")
                    .isEqualTo(turns.served().servedBy());
            assertThat(again.json()).as(step + ", again, by the other side").isEqualTo(first.json());
            assertThat(again.header("idempotent-replayed")).as(step).isEqualTo("true");
        }
        return first;
    }

    private void note(String step, Supplier<Answer> ask, int status) {
        turns.before(step);
        keep(step, ask.get(), status);
    }

    private void keep(String step, Answer answer, int status) {
        keep(step, answer, status, answer.text());
    }

    private void keep(String step, Answer answer, int status, String text) {
        answer.expect(status);
        assertThat(answer.header("x-served-by"))
                .as(step)
                .isEqualTo(turns.served().servedBy());
        seen.add(step + " -> " + status + " " + Masked.of(text));
    }

    /** Who else was considered depends on which other journeys ran before. */
    private String ownCandidates(JsonNode decision) {
        for (JsonNode round : decision.at("/rounds")) {
            ((ArrayNode) round.at("/candidates"))
                    .removeIf(candidate ->
                            !candidate.at("/courierId").asString("").equals(shop.courierId()));
        }
        return decision.toString();
    }

    private static String report(String status) {
        return "{\"attempt\":1,\"status\":\"%s\"}".formatted(status);
    }
}
