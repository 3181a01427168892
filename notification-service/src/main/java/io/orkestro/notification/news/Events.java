package io.orkestro.notification.news;

import io.orkestro.platform.messaging.Envelope;
import java.util.List;

/** What can be heard of a delivery, without versions. */
public final class Events {

    public static final String CREATED = "delivery.created";
    public static final String ETA_CHANGED = "delivery.eta_changed";

    public static final List<String> OF_DISPATCH = List.of(
            CREATED,
            "delivery.pending",
            "delivery.assigned",
            "delivery.pickup_arrived",
            "delivery.picked_up",
            "delivery.dropoff_enroute",
            "delivery.dropoff_arrived",
            "delivery.delivered",
            "delivery.cancelled",
            "delivery.returning",
            "delivery.returned",
            "delivery.failed",
            "delivery.expired",
            "delivery.updated",
            "delivery.proof_added");

    public static final String VERSION = ".v1";

    private Events() {}

    static String typeOf(Envelope envelope) {
        return envelope.type().substring(0, envelope.type().length() - VERSION.length());
    }

    public static boolean isKnown(String type) {
        return OF_DISPATCH.contains(type) || ETA_CHANGED.equals(type);
    }
}
