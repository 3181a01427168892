package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes the orders of files, many together. Such an order is told once and for all: whatever else a file says of one that is
 * known leaves it as it is. One that cannot be a delivery is no order: its row goes back to whoever wrote it.
 */
@Component
public class TakeFiledOrders {

    /** So many without dispatch's answer are enough: what one file asks for is not to drown what others do. */
    private static final int MOST_UNANSWERED = 2_000;

    private final Orders orders;
    private final MakeDelivery make;
    private final AskDispatch dispatch;
    private final JdbcClient jdbc;
    private final Clock clock;

    TakeFiledOrders(Orders orders, MakeDelivery make, AskDispatch dispatch, JdbcClient jdbc, Clock clock) {
        this.orders = orders;
        this.make = make;
        this.dispatch = dispatch;
        this.jdbc = jdbc;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    /** What an order in a file comes to. */
    public sealed interface Filed {

        /** It is new, and becomes a delivery. */
        record Taken() implements Filed {}

        /** It was told before, and the same. */
        record Unchanged() implements Filed {}

        /** Its name is another order's. */
        record KnownOtherwise() implements Filed {}

        /** @param reasons in words that the retailer understands; at least one */
        record Unfit(List<FieldError> reasons) implements Filed {}
    }

    /** Whether more can be asked of dispatch for this retailer now. */
    public boolean hasRoom(Origin origin) {
        return dispatch.hasRoom() && unanswered(origin) < MOST_UNANSWERED;
    }

    private int unanswered(Origin origin) {
        return jdbc.sql("""
                        select count(*) from (
                            select 1 from shop_order
                            where retailer_id = :retailer and status = 'WAITING' and source = :source limit :most) waiting
                        """)
                .param("retailer", origin.retailerId())
                .param("source", origin.source())
                .param("most", MOST_UNANSWERED)
                .query(Integer.class)
                .single();
    }

    /** @param shopOrderIds of all that may be added */
    public Batch batch(Origin origin, Collection<String> shopOrderIds) {
        return new Batch(origin, shopOrderIds);
    }

    /** Some orders of one file: worked out one by one outside a transaction, kept together in the caller's. */
    public final class Batch {

        private final Origin origin;
        private final Map<String, @Nullable ShopOrder> known = new HashMap<>();
        private final Map<String, Order.Born> born = new LinkedHashMap<>();

        private Batch(Origin origin, Collection<String> shopOrderIds) {
            this.origin = origin;
            // By their deliveries: there is one of a name, wherever its order came from.
            List<String> deliveryIds = shopOrderIds.stream()
                    .distinct()
                    .map(id -> new OrderName(origin, id).deliveryId())
                    .toList();
            if (!deliveryIds.isEmpty()) {
                orders.findByDeliveryIdIn(deliveryIds).forEach(order -> known.put(order.deliveryId(), order.told()));
            }
        }

        /** @throws io.orkestro.dispatch.intake.address.Geocoder.GeocoderAway with all as it was before */
        public Filed add(ShopOrder told) {
            OrderName name = new OrderName(origin, told.id());
            String deliveryId = name.deliveryId();
            if (known.containsKey(deliveryId)) {
                return told.equals(known.get(deliveryId)) ? new Filed.Unchanged() : new Filed.KnownOtherwise();
            }
            Instant now = clock.instant();
            return switch (make.make(origin, name.externalId(), told, Corrections.NONE)) {
                case Made.Nothing nothing -> new Filed.Unfit(List.of(nothing.why()));
                case Made.Unfit unfit -> new Filed.Unfit(unfit.reasons());
                case Made.Deliverable made -> {
                    List<FieldError> faults = faults(made.order(), now);
                    if (!faults.isEmpty()) {
                        yield new Filed.Unfit(faults);
                    }
                    known.put(deliveryId, told);
                    born.put(deliveryId, Order.told(name, told, made, now));
                    yield new Filed.Taken();
                }
            };
        }

        /** A held order can be let go; a row can only be written anew. So what dispatch would refuse is refused here. */
        private static List<FieldError> faults(DeliveryOrder made, Instant now) {
            return made.faults(Objects.requireNonNull(made.pickup()), now);
        }

        /**
         * In the caller's transaction.
         *
         * @return false where somebody else has taken one of them meanwhile: then nothing is kept, and it is to be worked
         *     out again
         */
        public boolean keep() {
            if (born.isEmpty()) {
                return true;
            }
            orders.queue(origin.retailerId() + " " + origin.source());
            if (orders.countByDeliveryIdIn(List.copyOf(born.keySet())) > 0) {
                return false;
            }
            born.values().forEach(one -> dispatch.ask(orders.save(one.order()), one.asks()));
            return true;
        }
    }
}
