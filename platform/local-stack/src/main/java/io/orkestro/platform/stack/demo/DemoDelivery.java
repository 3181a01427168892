package io.orkestro.platform.stack.demo;

import io.orkestro.platform.stack.demo.Api.Answer;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import io.orkestro.platform.stack.process.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One delivery across London by the public API, told as it happens. */
public final class DemoDelivery {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(4);
    private static final String CAPABILITY = "DISPATCH";
    private static final String ROUTING_KEY = "demo";
    private static final String MONOLITH = "monolith";
    private static final Set<String> ENDS = Set.of("delivered", "cancelled", "returned", "failed", "expired");

    private static final String ERRAND = """
        {"pickup": {"name": "Ines", "business": "Monmouth Coffee", "phone": "+442072323010",
                    "address": {"line1": "27 Monmouth Street", "city": "London", "postcode": "WC2H 9EU", "country": "GB"},
                    "location": {"lat": 51.51432, "lng": -0.12675}},
         "dropoff": {"name": "Ada Lovelace", "phone": "+442079460123",
                     "address": {"line1": "12 St James's Square", "city": "London", "postcode": "SW1Y 4LB", "country": "GB"},
                     "location": {"lat": 51.50735, "lng": -0.13547}, "instructions": "Second bell"},
         "items": [{"name": "Coffee beans, 1 kg", "quantity": 2, "size": "small", "weightGrams": 1000}],
         "orderValue": {"amount": 3600, "currency": "GBP"}}\
        """;

    private final Api retailer;
    private final Supplier<Console> console;
    private final Progress out;
    private String servedBy = "";
    private boolean moved;

    /** @param console of somebody who moves dispatch to the other side half-way */
    public DemoDelivery(URI edge, String retailerKey, Supplier<Console> console, Progress out) {
        this.retailer = Api.withKey(edge, retailerKey);
        this.console = console;
        this.out = out;
    }

    /** @return whether it was delivered */
    public boolean run() {
        out.say("Two bags of coffee cross London, from 27 Monmouth Street to 12 St James's Square.");
        out.say("");
        showQuotes();
        JsonNode created = create();
        String id = created.at("/id").asString();
        Narration narration = new Narration(out, created);
        out.say("");
        narration.tell("created " + id);
        String status = follow(id, narration);
        out.say("");
        out.say("The recipient's page: " + created.at("/trackingUrl").asString());
        return status.equals("delivered");
    }

    private void showQuotes() {
        JsonNode answer = retailer.post("/v1/quotes", Api.json(ERRAND), key()).expectOk();
        out.say("POST /v1/quotes");
        out.say("  %-16s %-11s %-10s %s".formatted("courier", "vehicle", "fee", "at the door"));
        answer.at("/quotes")
                .forEach(quote -> out.say("  %-16s %-11s %-10s %s"
                        .formatted(
                                quote.at("/courier/name").asString("?"),
                                quote.at("/vehicle").asString("-"),
                                money(quote.at("/fee")),
                                quote.at("/eligible").asBoolean(true)
                                        ? time(quote.at("/dropoffEta"))
                                        : "not eligible: " + quote.at("/reasons"))));
        out.say("");
    }

    private JsonNode create() {
        out.say("POST /v1/deliveries");
        ObjectNode body = (ObjectNode) Api.json(ERRAND);
        body.put("externalId", "demo-" + UUID.randomUUID());
        Answer answer = retailer.post("/v1/deliveries", body, key());
        JsonNode created = answer.expectOk();
        servedBy = answer.servedBy();
        return created;
    }

    /** @return the last status seen */
    private String follow(String id, Narration narration) {
        long end = System.nanoTime() + MOST.toNanos();
        String status = "pending";
        while (!ENDS.contains(status)) {
            if (System.nanoTime() > end) {
                throw new StackFailure("Not at an end after %d minutes: %s. Why: ./orkestro logs monolith"
                        .formatted(MOST.toMinutes(), status));
            }
            try {
                status = look(id, narration, status);
            } catch (StackFailure away) {
                narration.tell("the API is away; asking again");
            }
            Waiting.pause(POLL);
        }
        return status;
    }

    private String look(String id, Narration narration, String before) {
        Answer delivery = retailer.get("/v1/deliveries/" + id);
        if (!delivery.isOk()) {
            narration.tell("the API answers %d; asking again".formatted(delivery.status()));
            return before;
        }
        if (!delivery.servedBy().equals(servedBy)) {
            servedBy = delivery.servedBy();
            narration.tell("from here on %s answers; same delivery, same id".formatted(servedBy));
        }
        narration.delivery(delivery.body());
        if (!moved && delivery.body().at("/status").asString().equals("assigned")) {
            moved = true;
            move(narration);
        }
        Answer tracking = retailer.get("/v1/deliveries/" + id + "/tracking");
        if (tracking.isOk()) {
            narration.position(tracking.body());
        }
        return delivery.body().at("/status").asString();
    }

    /** In the middle of it, as ops would. Where that cannot be, the delivery goes on where it is. */
    private void move(Narration narration) {
        try {
            Console ops = console.get();
            if (!ops.offers(CAPABILITY)) {
                return;
            }
            if (servedBy.equals(MONOLITH)) {
                narration.tell("ops: this retailer's dispatch to the service, in the console");
                ops.toService(CAPABILITY, ROUTING_KEY, "Demo: moved half-way");
            } else {
                narration.tell("ops: this retailer's dispatch back to the monolith, in the console");
                ops.toMonolith(CAPABILITY, ROUTING_KEY, "Demo: moved back half-way");
            }
        } catch (StackFailure refused) {
            narration.tell("it stays where it is. " + refused.getMessage());
        }
    }

    static String money(JsonNode money) {
        return money.isMissingNode()
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        money.at("/currency").asString(),
                        money.at("/amount").asLong() / 100.0);
    }

    /** Hours and minutes of an instant, as it is written. */
    static String time(JsonNode instant) {
        String text = instant.asString("");
        return text.length() < 16 ? "-" : text.substring(11, 16) + " UTC";
    }

    private static String key() {
        return "demo-" + UUID.randomUUID();
    }
}
