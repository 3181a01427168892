package io.orkestro.dispatch.intake.rate;

import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Side;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks for a price, by the outbox. Checkout rates were never the monolith's: the service is asked at every stage. */
@Component
class AskMarketplace {

    private static final String EXCHANGE = "intake";

    private final Outbox outbox;
    private final Routing routing;

    AskMarketplace(Outbox outbox, Routing routing) {
        this.outbox = outbox;
        this.routing = routing;
    }

    boolean hasRoom() {
        return outbox.hasRoom();
    }

    @Transactional
    public void ask(String requestId, String retailerId, DeliveryOrder order, Instant answerBy) {
        Decision decision = routing.decide(RoutingKey.ofPublicId(retailerId));
        Stop pickup = Objects.requireNonNull(order.pickup());
        outbox.append(Message.addressed(
                EXCHANGE,
                Side.SERVICE,
                "rates.requested.v1",
                requestId,
                decision,
                new RatesRequested(
                        requestId,
                        retailerId,
                        answerBy,
                        pickup,
                        priced(order.dropoff(), pickup),
                        order.items(),
                        order.orderValue())));
    }

    /** Some couriers price nothing without a phone number, and a checkout may ask before there is one. The store's stands in. */
    private static Stop priced(Stop dropoff, Stop pickup) {
        return new Stop(
                dropoff.name(),
                dropoff.business(),
                dropoff.address(),
                dropoff.location(),
                dropoff.phone() == null ? pickup.phone() : dropoff.phone(),
                null,
                null,
                dropoff.readyAt(),
                dropoff.deadlineAt());
    }

    record RatesRequested(
            String requestId,
            String retailerId,
            Instant answerBy,
            Stop pickup,
            Stop dropoff,
            List<Item> items,
            @Nullable Money orderValue) {}
}
