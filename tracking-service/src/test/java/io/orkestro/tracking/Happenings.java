package io.orkestro.tracking;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What dispatch and the marketplace say to the rest, without them. */
@TestComponent
public class Happenings {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final Outbox outbox;
    private final TransactionTemplate transaction;

    Happenings(Outbox outbox, PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Nobody has used it before. */
    public static String newKey() {
        return "t" + Long.toString(System.nanoTime(), 36) + KEYS.incrementAndGet();
    }

    public void happen(Message... messages) {
        happen(List.of(messages));
    }

    public void happen(List<Message> messages) {
        transaction.executeWithoutResult(_ -> messages.forEach(outbox::append));
    }

    /** A courier that only plays at carrying, so that its driver may be as quick as a test is. */
    public static Message aSandboxCourier(String key) {
        String id = "crr_" + key;
        return Message.event(
                "courier-marketplace",
                "courier.changed.v1",
                id,
                1,
                1,
                Api.DECISION,
                Map.of("courier", Map.of("id", id, "sandbox", "fast")));
    }

    /** The life of one delivery, told change by change as dispatch tells it. */
    public static final class Life {

        private final String key;
        private final ObjectNode delivery;
        private long sequence;
        private Decision decision = Api.DECISION;

        private Life(String key) {
            this.key = key;
            RoutingKey routing = new RoutingKey(key);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            delivery = (ObjectNode) JSON.readTree("""
                    {
                      "status": "pending",
                      "pickup": {
                        "name": "Anna Berg", "business": "Corner Books", "phone": "+442079460018",
                        "address": {"line1": "1 Old Street", "city": "London", "postcode": "EC1V 9HL", "country": "GB"},
                        "location": {"lat": 51.5246, "lng": -0.0986}
                      },
                      "dropoff": {
                        "name": "Rosa Neri", "phone": "+447700900123", "email": "rosa@example.com",
                        "address": {"line1": "9 Roman Road", "city": "London", "postcode": "E2 0QN", "country": "GB"},
                        "location": {"lat": 51.5290, "lng": -0.0560}
                      },
                      "items": [{"name": "Book", "quantity": 1}],
                      "requirements": [], "undeliverableAction": "return", "deliverableAction": "meet_at_door",
                      "autoDispatch": true, "attempts": [], "proofs": [], "metadata": {},
                      "dispatch": {"state": "booking"}
                    }
                    """);
            delivery.put("id", Ids.random("dlv", routing));
            delivery.put("externalId", "order-1");
            delivery.put("trackingCode", Ids.random("trk", routing));
            delivery.put(
                    "trackingUrl",
                    "https://orkestro.example/track/"
                            + delivery.get("trackingCode").asString());
            delivery.put("createdAt", now.toString());
        }

        public String id() {
            return delivery.get("id").asString();
        }

        public String trackingCode() {
            return delivery.get("trackingCode").asString();
        }

        public Life inItalian() {
            delivery.put("language", "it");
            return this;
        }

        /** By its retailer. */
        public Life called(String externalId) {
            delivery.put("externalId", externalId);
            return this;
        }

        public Life without(String field, String of) {
            ((ObjectNode) delivery.get(of)).remove(field);
            return this;
        }

        public Life updatedAt(Instant at) {
            delivery.put("updatedAt", at.toString());
            return this;
        }

        /** From now on the steps are decided so. */
        public Life decided(Decision decision) {
            this.decision = decision;
            return this;
        }

        public Life promised(Instant dropoffEta) {
            delivery.put("dropoffEta", dropoffEta.toString());
            return this;
        }

        /** The recipient expects it by then. */
        public Life dueBy(Instant deadline) {
            ((ObjectNode) delivery.get("dropoff")).put("deadlineAt", deadline.toString());
            return this;
        }

        public Message created() {
            return next("created", "pending");
        }

        public Message assignedTo(String courierKey) {
            delivery.put("attempt", delivery.path("attempt").asInt(0) + 1);
            delivery.putObject("courier")
                    .put("id", "crr_" + courierKey)
                    .put("name", "Pedal Express")
                    .put("vehicle", "bike")
                    .put("driverName", "Luca Bianchi")
                    .put("driverPhone", "+447700900456");
            return next("assigned", "assigned");
        }

        public Message pendingAgain() {
            delivery.remove("courier");
            return next("pending", "pending");
        }

        public Message reached(String status) {
            return next(status, status);
        }

        /** A detail changed, not the status. */
        public Message updated() {
            return next("updated", delivery.get("status").asString());
        }

        private Message next(String event, String status) {
            sequence++;
            delivery.put("sequence", sequence);
            delivery.put("status", status);
            if (!delivery.has("updatedAt")) {
                delivery.put("updatedAt", delivery.get("createdAt").asString());
            }
            return Message.event(
                    "dispatch",
                    "delivery." + event + ".v1",
                    id(),
                    sequence,
                    1,
                    decision,
                    Map.of("delivery", delivery.deepCopy(), "retailerId", "ret_" + key, "key", key));
        }
    }

    public static Life aDeliveryOf(String key) {
        return new Life(key);
    }
}
