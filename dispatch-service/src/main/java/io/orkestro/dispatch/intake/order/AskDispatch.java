package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.consignment.Amendment;
import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Asks whichever side dispatches for this retailer now, by the outbox; in the transaction that changed the order. */
@Component
class AskDispatch {

    /** Where intake speaks; whoever dispatches listens there. */
    static final String EXCHANGE = "intake";

    private final Outbox outbox;
    private final Routing routing;
    private final JsonMapper json;

    AskDispatch(Outbox outbox, Routing routing, JsonMapper json) {
        this.outbox = outbox;
        this.routing = routing;
        this.json = json;
    }

    boolean hasRoom() {
        return outbox.hasRoom();
    }

    void ask(Order order, List<Order.Ask> asks) {
        Decision decision = routing.decide(RoutingKey.ofPublicId(order.retailerId()));
        for (Order.Ask ask : asks) {
            switch (ask) {
                case Order.Ask.Delivery wanted ->
                    send(
                            order,
                            decision,
                            "delivery.requested.v1",
                            new DeliveryRequested(
                                    order.deliveryId(),
                                    order.retailerId(),
                                    wanted.order(),
                                    fingerprintOf(wanted.order())));
                case Order.Ask.Change change ->
                    send(
                            order,
                            decision,
                            "delivery.amendment-requested.v1",
                            new AmendmentRequested(order.deliveryId(), order.retailerId(), change.amendment()));
                case Order.Ask.Cancellation _ ->
                    send(
                            order,
                            decision,
                            "delivery.cancellation-requested.v1",
                            new CancellationRequested(order.deliveryId(), order.retailerId()));
            }
        }
    }

    /** The same whenever the same is asked for. */
    private String fingerprintOf(DeliveryOrder order) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(order));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private void send(Order order, Decision decision, String type, Object data) {
        outbox.append(Message.addressed(
                EXCHANGE, decision.of(Capability.DISPATCH), type, order.deliveryId(), decision, data));
    }

    record DeliveryRequested(String deliveryId, String retailerId, DeliveryOrder order, String fingerprint) {}

    record AmendmentRequested(String deliveryId, String retailerId, Amendment amendment) {}

    record CancellationRequested(String deliveryId, String retailerId) {}
}
