package io.orkestro.platform.stack.demo;

import io.orkestro.platform.stack.process.Progress;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says what is new since the last look, each line with the time that has passed. */
final class Narration {

    private static final double STEP = 0.1;

    private final Progress out;
    private final Trip trip;
    private final long start = System.nanoTime();
    private final Set<String> told = new HashSet<>();
    private @Nullable String status;
    private double fraction;

    Narration(Progress out, JsonNode created) {
        this.out = out;
        this.trip = new Trip(created.at("/pickup/location"), created.at("/dropoff/location"));
        this.status = created.at("/status").asString();
    }

    void delivery(JsonNode delivery) {
        delivery.at("/attempts").forEach(this::attempt);
        String now = delivery.at("/status").asString();
        if (!now.equals(status)) {
            status = now;
            tell(sentence(now, delivery));
        }
    }

    /** Draws the trip to the door, a tenth at a time. */
    void position(JsonNode tracking) {
        JsonNode position = tracking.at("/lastPosition");
        boolean carrying = "picked_up".equals(status) || "dropoff_enroute".equals(status);
        if (position.isMissingNode() || !carrying) {
            return;
        }
        double now = trip.fraction(position);
        if (now >= fraction + STEP) {
            fraction = now;
            tell(trip.picture(position));
        }
    }

    void tell(String what) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        out.say("  %02d:%02d  %s".formatted(seconds / 60, seconds % 60, what));
    }

    private void attempt(JsonNode attempt) {
        String number = attempt.at("/number").asString();
        String courier =
                attempt.at("/courierName").asString(attempt.at("/courierId").asString());
        if (told.add(number)) {
            tell("attempt %s: asking %s for %s".formatted(number, courier, DemoDelivery.money(attempt.at("/fee"))));
        }
        String state = attempt.at("/status").asString();
        if (told.add(number + state)) {
            switch (state) {
                case "confirmed" -> tell(courier + " says yes");
                case "rejected" -> tell("%s says no%s".formatted(courier, reason(attempt)));
                case "expired" -> tell(courier + " does not answer in time");
                case "withdrawn" -> tell("%s is out%s".formatted(courier, reason(attempt)));
                default -> {}
            }
        }
    }

    private static String reason(JsonNode attempt) {
        String reason = attempt.at("/reason").asString("");
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }

    private static String sentence(String status, JsonNode delivery) {
        JsonNode courier = delivery.at("/courier");
        String driver = courier.at("/driverName").asString("the driver");
        return switch (status) {
            case "pending" -> "back to searching for a courier";
            case "assigned" ->
                "assigned to %s, at the door %s"
                        .formatted(
                                courier.at("/name").asString("a courier"),
                                DemoDelivery.time(delivery.at("/dropoffEta")));
            case "pickup_arrived" -> driver + " is at the store";
            case "picked_up" -> driver + " has the goods";
            case "dropoff_enroute" -> driver + " is on the way to the door";
            case "dropoff_arrived" -> driver + " is at the door";
            case "delivered" -> "delivered";
            default -> status.replace('_', ' ');
        };
    }
}
