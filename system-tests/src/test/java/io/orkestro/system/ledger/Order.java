package io.orkestro.system.ledger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One delivery as its retailer knows it: what was asked for and what the answers promised. */
public final class Order {

    /** The furthest that accepted calls have brought it. */
    enum Promise {
        NONE,
        ACCEPTED,
        CARRIED,
        DELIVERED,
        CANCELLED
    }

    private final String externalId;
    private final String recipient;
    private @Nullable String id;
    private String bornAt = "";
    private long sequence;
    private String instructions = "";
    private Promise promise = Promise.NONE;

    Order(String externalId, String recipient) {
        this.externalId = externalId;
        this.recipient = recipient;
    }

    public String externalId() {
        return externalId;
    }

    /** The e-mail address of nobody else's. */
    public String recipient() {
        return recipient;
    }

    public synchronized @Nullable String id() {
        return id;
    }

    /** The highest that an answer to a write showed. */
    public synchronized long sequence() {
        return sequence;
    }

    synchronized String bornAt() {
        return bornAt;
    }

    synchronized String instructions() {
        return instructions;
    }

    synchronized Promise promise() {
        return promise;
    }

    public synchronized void created(JsonNode delivery, String servedBy) {
        id = delivery.at("/id").asString();
        bornAt = servedBy;
        promise = Promise.ACCEPTED;
        seen(delivery);
    }

    public synchronized void changed(JsonNode delivery, String newInstructions) {
        instructions = newInstructions;
        seen(delivery);
    }

    public synchronized void cancelled(JsonNode delivery) {
        promise = Promise.CANCELLED;
        seen(delivery);
    }

    public synchronized void reported(JsonNode delivery, String status) {
        promise = status.equals("delivered") ? Promise.DELIVERED : Promise.CARRIED;
        seen(delivery);
    }

    private void seen(JsonNode delivery) {
        sequence = Math.max(sequence, delivery.at("/sequence").asLong(0));
    }
}
