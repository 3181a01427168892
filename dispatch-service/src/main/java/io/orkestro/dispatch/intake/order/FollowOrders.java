package io.orkestro.dispatch.intake.order;

import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of orders once dispatch was asked. Deliveries that no order led to are nothing here. */
@Component
class FollowOrders {

    private final Orders orders;
    private final AskDispatch dispatch;
    private final List<OrderWatcher> watchers;
    private final Clock clock;

    FollowOrders(Orders orders, AskDispatch dispatch, List<OrderWatcher> watchers, Clock clock) {
        this.orders = orders;
        this.dispatch = dispatch;
        this.watchers = watchers;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    @Transactional
    public void accepted(String deliveryId) {
        with(deliveryId, Order::accepted);
    }

    @Transactional
    public void refused(String deliveryId, List<FieldError> why) {
        with(deliveryId, (order, now) -> order.refused(why, now));
    }

    @Transactional
    public void notChanged(String deliveryId, FieldError why) {
        with(deliveryId, (order, now) -> order.notChanged(why, now));
    }

    @Transactional
    public void heard(String deliveryId, String status, long sequence, @Nullable String trackingUrl) {
        with(deliveryId, (order, now) -> {
            if (order.heard(status, sequence, trackingUrl, now)) {
                OrderView view = OrderView.of(order);
                watchers.forEach(watcher -> watcher.delivering(view));
            }
        });
    }

    @Transactional
    public void askAgain(String orderId) {
        orders.lock(orderId)
                .ifPresent(
                        order -> order.askAgain(clock.instant()).ifPresent(ask -> dispatch.ask(order, List.of(ask))));
    }

    private void with(String deliveryId, BiConsumer<Order, Instant> step) {
        orders.lockByDelivery(deliveryId).ifPresent(order -> step.accept(order, clock.instant()));
    }
}
