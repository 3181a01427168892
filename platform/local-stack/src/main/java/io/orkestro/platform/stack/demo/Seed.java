package io.orkestro.platform.stack.demo;

import io.orkestro.platform.stack.Home;
import io.orkestro.platform.stack.demo.Api.Answer;
import io.orkestro.platform.stack.demo.DemoKeys.IssuedKey;
import io.orkestro.platform.stack.process.StackFailure;
import io.orkestro.platform.stack.process.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A retailer and six courier fleets, made through the APIs that anybody would use. What is there is left alone. */
public final class Seed {

    private static final Duration EDGE_LEARNS_WITHIN = Duration.ofSeconds(20);
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    /** Nobody wants to watch a silent courier for a minute. */
    private static final int ANSWER_WITHIN_SECONDS = 8;

    private final Home home;
    private final Api console;
    private final URI edge;

    public Seed(Home home, URI console, URI edge, String adminPassword) {
        this.home = home;
        this.console = Api.withPassword(console, "admin", adminPassword);
        this.edge = edge;
    }

    public void plant() {
        Optional<DemoKeys> kept = DemoKeys.of(home).filter(this::consoleKnows);
        DemoKeys keys = kept.orElseGet(this::issueKeys);
        Api ops = Api.withKey(edge, keys.ops());
        Api retailer = Api.withKey(edge, keys.retailer());
        awaitEdge(ops);
        Fleet.ALL.forEach(fleet -> register(fleet, ops));
        if (kept.isEmpty()) {
            awaitEdge(retailer);
            hurry(retailer);
        }
    }

    private boolean consoleKnows(DemoKeys keys) {
        Set<String> ids = console.get("/api/keys")
                .expectOk()
                .at("/data")
                .valueStream()
                .map(key -> key.at("/id").asString())
                .collect(Collectors.toSet());
        return ids.containsAll(Set.of(
                keys.retailerKey().id(), keys.courierKey().id(), keys.opsKey().id()));
    }

    private DemoKeys issueKeys() {
        DemoKeys keys = new DemoKeys(
                issue("{\"role\": \"retailer\", \"principal\": \"ret_demo\", \"name\": \"Demo retailer\"}"),
                issue("{\"role\": \"courier\", \"principal\": \"crr_swift\", \"name\": \"Swift Bikes\"}"),
                issue("{\"role\": \"ops\", \"name\": \"Demo ops\"}"));
        keys.keepIn(home);
        return keys;
    }

    private IssuedKey issue(String wanted) {
        JsonNode issued = console.post("/api/keys", Api.json(wanted), "seed-" + wanted.hashCode())
                .expectOk();
        return new IssuedKey(issued.at("/id").asString(), issued.at("/key").asString());
    }

    /** A new key reaches the edge by notification, a moment later. */
    private static void awaitEdge(Api api) {
        boolean known =
                Waiting.until(() -> api.get("/v1/couriers?limit=1").status() != UNAUTHORIZED, EDGE_LEARNS_WITHIN);
        if (!known) {
            throw new StackFailure("The edge does not know the demo keys " + EDGE_LEARNS_WITHIN.toSeconds()
                    + " s after the console issued them. Its log: ./orkestro logs edge");
        }
    }

    private static void register(Fleet fleet, Api ops) {
        Answer present = ops.get("/v1/couriers/" + fleet.id());
        if (present.status() == NOT_FOUND) {
            ops.post("/v1/couriers", fleet.registration(), "seed-" + fleet.key())
                    .expectOk();
        } else {
            present.expectOk();
        }
    }

    private static void hurry(Api retailer) {
        ObjectNode rules = (ObjectNode) retailer.get("/v1/dispatch-rules").expectOk();
        rules.put("answerWithinSeconds", ANSWER_WITHIN_SECONDS);
        retailer.put("/v1/dispatch-rules", rules).expectOk();
    }
}
