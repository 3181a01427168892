package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.intake.address.Geocoder.GeocoderAway;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.Malformed;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/orders}: what a retailer's shops sold, and what became of it. */
@RestController
@RequestMapping("/v1/orders")
class OrderController {

    private final ReadOrders read;
    private final TakeOrders orders;
    private final Origins origins;
    private final IdempotentRequests requests;

    OrderController(ReadOrders read, TakeOrders orders, Origins origins, IdempotentRequests requests) {
        this.read = read;
        this.orders = orders;
        this.origins = origins;
        this.requests = requests;
    }

    @GetMapping
    Page<OrderView> list(
            Caller caller,
            @RequestParam @Nullable String status,
            @RequestParam @Nullable String source,
            @RequestParam @Nullable String connectionId,
            @RequestParam @Nullable String number,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        ReadOrders.Filter filter = new ReadOrders.Filter(statusOf(status), source, connectionId, number);
        return read.list(caller.retailerId(), filter, Limit.of(limit), Cursor.decode(cursor));
    }

    @GetMapping("/{id}")
    OrderView get(Caller caller, @PathVariable String id) {
        return read.get(caller.retailerId(), id);
    }

    /**
     * Lets a held order go, with what it lacked. Repeating it is harmless without a key: then the order is not held any
     * more. So it asks where an address is outside of any transaction.
     */
    @PostMapping("/{id}/release")
    OrderView release(
            Caller caller, @PathVariable String id, @Valid @RequestBody(required = false) @Nullable Corrections more) {
        Order order = read.find(caller.retailerId(), id);
        String connectionId = order.connectionId();
        Origin origin = connectionId == null
                ? Origin.ofFiles(caller.retailerId())
                : origins.of(caller.retailerId(), connectionId);
        try {
            return orders.letGo(origin, id, more == null ? Corrections.NONE : more);
        } catch (GeocoderAway e) {
            throw new AddressesAway();
        }
    }

    @PostMapping("/{id}/dismiss")
    ResponseEntity<?> dismiss(Caller caller, PostedRequest posted, @PathVariable String id) {
        read.find(caller.retailerId(), id);
        return requests.once(posted, () -> ResponseEntity.ok(orders.dismiss(id)));
    }

    private static @Nullable OrderStatus statusOf(@Nullable String text) {
        return text == null
                ? null
                : OrderStatus.ofSlug(text).orElseThrow(() -> Malformed.unknown("status", "There is no such status"));
    }
}
