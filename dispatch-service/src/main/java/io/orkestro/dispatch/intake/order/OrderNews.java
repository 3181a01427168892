package io.orkestro.dispatch.intake.order;

import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What whoever dispatches answers, and how deliveries go, whichever side has them. */
@Configuration(proxyBeanMethods = false)
class OrderNews {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Bean
    TopicExchange intakeExchange(@Value("${orkestro.messaging.prefix:}") String prefix) {
        return new TopicExchange(prefix + AskDispatch.EXCHANGE);
    }

    @Bean
    Subscription intakeHearsDispatch(FollowOrders orders) {
        Subscription.Builder subscription = Subscription.of("intake", Capability.DISPATCH.slug())
                .onAddressed("delivery.accepted.v1", AcceptedMessage.class, (_, m) -> orders.accepted(m.deliveryId()))
                .onAddressed(
                        "delivery.refused.v1",
                        RefusedMessage.class,
                        (_, m) -> orders.refused(m.deliveryId(), m.reasons()))
                .onAddressed(
                        "delivery.change-refused.v1",
                        RefusedMessage.class,
                        (_, m) -> orders.notChanged(m.deliveryId(), m.reasons().getFirst()));
        for (String status : List.of(
                "created",
                "pending",
                "assigned",
                "pickup_arrived",
                "picked_up",
                "dropoff_enroute",
                "dropoff_arrived",
                "delivered",
                "cancelled",
                "returning",
                "returned",
                "failed",
                "expired")) {
            subscription.onEvent("delivery." + status + ".v1", DeliveryMessage.class, (envelope, message) -> {
                DeliveryMessage.Delivery delivery = message.delivery();
                orders.heard(delivery.id(), delivery.status(), envelope.sequence(), delivery.trackingUrl());
            });
        }
        return subscription.build();
    }

    /** Whoever was asked may have died, or been switched away from, before it heard. */
    @Bean
    DueWork<String> unansweredOrders(JdbcClient jdbc, FollowOrders orders, Clock clock) {
        DueRows<String> due = DueRows.of("shop_order", "id").keys(LEASE, jdbc, clock);
        return new DueWork<>("unanswered-orders", POLL, 2, due::claim, orders::askAgain);
    }

    record AcceptedMessage(String deliveryId) {}

    record RefusedMessage(
            String deliveryId,
            String code,
            String detail,
            @Nullable List<FieldError> errors) {

        List<FieldError> reasons() {
            return errors == null || errors.isEmpty() ? List.of(new FieldError("", code, detail)) : errors;
        }
    }

    record DeliveryMessage(Delivery delivery) {

        record Delivery(String id, String status, @Nullable String trackingUrl) {}
    }
}
