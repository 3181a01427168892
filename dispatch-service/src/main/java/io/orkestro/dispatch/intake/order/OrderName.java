package io.orkestro.dispatch.intake.order;

import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What follows from where an order comes from and what it is called there: its id, and its delivery's. So the same order
 * is the same delivery, however often it is told of.
 */
public record OrderName(Origin origin, String shopOrderId) {

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._~:/-]{1,50}");

    public String id() {
        return Ids.derived("ord", key(), origin.source(), shopOrderId);
    }

    /** A file's orders are named by the retailer itself; shops count theirs from 1, each for itself. */
    public String externalId() {
        if (origin.connectionId() == null) {
            return shopOrderId;
        }
        String fit = FIT.matcher(shopOrderId).matches()
                ? shopOrderId
                : UUID.nameUUIDFromBytes(shopOrderId.getBytes(StandardCharsets.UTF_8))
                        .toString();
        return origin.source() + ":" + fit;
    }

    /** As {@code POST /v1/deliveries} would make it. */
    public String deliveryId() {
        return Ids.derived("dlv", key(), origin.retailerId(), "ext", externalId());
    }

    public RoutingKey key() {
        return RoutingKey.ofPublicId(origin.retailerId());
    }
}
