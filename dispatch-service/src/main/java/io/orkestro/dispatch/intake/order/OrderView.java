package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.money.Money;
import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as its retailer sees it.
 *
 * @param deliveryId null where there is no delivery, nor may there be one soon
 */
public record OrderView(
        String id,
        String source,
        @Nullable String connectionId,
        String shopOrderId,
        String number,
        OrderStatus status,
        List<FieldError> reasons,
        @Nullable ShopStop dropoff,
        @Nullable String method,
        List<ShopLine> lines,
        @Nullable Money value,
        @Nullable String deliveryId,
        @Nullable String deliveryStatus,
        @Nullable String trackingUrl,
        Instant createdAt,
        Instant updatedAt) {

    static OrderView of(Order order) {
        ShopOrder told = order.told();
        boolean isWithDispatch = order.deliveryStatus() != null
                || order.status() == OrderStatus.WAITING
                || order.status() == OrderStatus.ACCEPTED;
        ShopStop dropoff = told == null ? null : told.dropoff();
        return new OrderView(
                order.id(),
                order.kind(),
                order.connectionId(),
                order.shopOrderId(),
                order.number(),
                order.status(),
                order.reasons(),
                dropoff == null
                        ? order.corrections().dropoff()
                        : dropoff.corrected(order.corrections().dropoff()),
                told == null ? null : told.method(),
                told == null ? List.of() : told.lines(),
                told == null ? null : told.value(),
                isWithDispatch ? order.deliveryId() : null,
                order.deliveryStatus(),
                order.trackingUrl(),
                order.createdAt(),
                order.updatedAt());
    }
}
