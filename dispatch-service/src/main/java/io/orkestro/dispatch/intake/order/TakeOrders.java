package io.orkestro.dispatch.intake.order;

import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes orders, however often and in whatever order they are told of. What an order comes to is worked out first, because
 * somebody may have to be asked where an address is; then it is kept, unless the order has changed meanwhile.
 */
@Component
public class TakeOrders {

    private static final int MOST_TRIES = 20;

    /** Nobody is asked where that would have gone. */
    private static final Made CALLED_OFF =
            new Made.Nothing(new FieldError("", "cancelled", "The shop has called the order off"));

    private final Orders orders;
    private final MakeDelivery make;
    private final AskDispatch dispatch;
    private final TransactionOperations transactions;
    private final Clock clock;

    TakeOrders(
            Orders orders, MakeDelivery make, AskDispatch dispatch, TransactionOperations transactions, Clock clock) {
        this.orders = orders;
        this.make = make;
        this.dispatch = dispatch;
        this.transactions = transactions;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    /**
     * A shop tells of an order. Outside a transaction.
     *
     * @return as it is now
     */
    public OrderView take(Origin origin, ShopOrder told) {
        OrderName name = new OrderName(origin, told.id());
        return settled(name.id(), known -> {
            Corrections corrections = known == null ? Corrections.NONE : known.corrections();
            Made made = told.isCancelled() ? CALLED_OFF : make.make(origin, name.externalId(), told, corrections);
            return (order, now) -> {
                if (order != null) {
                    dispatch.ask(order, order.told(told, made, origin.mapping(), now));
                    return order;
                }
                if (told.isCancelled()) {
                    return orders.save(Order.neverToBe(name, told.changedAt(), now));
                }
                Order.Born born = Order.told(name, told, made, now);
                Order saved = orders.save(born.order());
                dispatch.ask(saved, born.asks());
                return saved;
            };
        });
    }

    /** What the same would come to if it were new; nothing is kept. */
    public Made rehearse(Origin origin, ShopOrder told) {
        return make.make(origin, new OrderName(origin, told.id()).externalId(), told, Corrections.NONE);
    }

    /**
     * A shop calls an order off, of which it may not have told yet, with all that is named after it.
     *
     * @return the ids of the orders
     */
    public List<String> cancel(Origin origin, String shopOrderId, Instant at) {
        List<String> named =
                new ArrayList<>(orders.namedAfter(origin.retailerId(), origin.source(), shopOrderId + "/"));
        named.addFirst(shopOrderId);
        return named.stream().map(name -> cancelOne(origin, name, at).id()).toList();
    }

    private OrderView cancelOne(Origin origin, String shopOrderId, Instant at) {
        OrderName name = new OrderName(origin, shopOrderId);
        return settled(name.id(), _ -> (order, now) -> {
            if (order == null) {
                return orders.save(Order.neverToBe(name, at, now));
            }
            dispatch.ask(order, order.cancelledByShop(at, now));
            return order;
        });
    }

    /** Somebody lets a held order go, with what it lacked. */
    public OrderView letGo(Origin origin, String orderId, Corrections more) {
        return settled(orderId, known -> {
            if (known == null || known.told() == null) {
                throw new NotFound("order", orderId);
            }
            Corrections all = known.corrections().and(more);
            Made made = make.make(origin, known.externalId(), known.told(), all);
            return (order, now) -> {
                Order held = Objects.requireNonNull(order);
                dispatch.ask(held, held.letGo(all, made, origin.mapping(), now));
                return held;
            };
        });
    }

    /** Somebody decided that a held order becomes no delivery. In the caller's transaction. */
    OrderView dismiss(String orderId) {
        Order order = orders.lock(orderId).orElseThrow(() -> new NotFound("order", orderId));
        order.dismiss(clock.instant());
        return OrderView.of(order);
    }

    /** What to do with an order under its lock; null where there is none yet. */
    private interface Step extends BiFunction<@Nullable Order, Instant, Order> {}

    /** Works a step out from what is known, outside any transaction. */
    private interface Plan {

        Step plan(@Nullable Order known);
    }

    private OrderView settled(String id, Plan plan) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Order known = orders.findById(id).orElse(null);
            long version = known == null ? -1 : known.version();
            Step step = plan.plan(known);
            Optional<OrderView> kept = Objects.requireNonNull(transactions.execute(_ -> keep(id, version, step)));
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        throw new IllegalStateException(id + " changes faster than it can be worked out");
    }

    private Optional<OrderView> keep(String id, long version, Step step) {
        orders.queue(id);
        Order order = orders.lock(id).orElse(null);
        if ((order == null ? -1 : order.version()) != version) {
            return Optional.empty();
        }
        return Optional.of(OrderView.of(step.apply(order, clock.instant())));
    }

    /** Nothing is asked of dispatch while more waits to be sent than the outbox holds. */
    public boolean hasRoom() {
        return dispatch.hasRoom();
    }
}
