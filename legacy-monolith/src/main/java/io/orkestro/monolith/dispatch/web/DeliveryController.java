package io.orkestro.monolith.dispatch.web;

import io.orkestro.monolith.dispatch.consignment.Amendment;
import io.orkestro.monolith.dispatch.delivery.Cancellation;
import io.orkestro.monolith.dispatch.delivery.ChangeDelivery;
import io.orkestro.monolith.dispatch.delivery.CreateDelivery;
import io.orkestro.monolith.dispatch.delivery.DecisionRecord;
import io.orkestro.monolith.dispatch.delivery.DeliveryOrder;
import io.orkestro.monolith.dispatch.delivery.DeliveryStatus;
import io.orkestro.monolith.dispatch.delivery.DeliveryView;
import io.orkestro.monolith.dispatch.delivery.FollowCourier;
import io.orkestro.monolith.dispatch.delivery.ReadDeliveries;
import io.orkestro.monolith.dispatch.delivery.StatusReport;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.Malformed;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/deliveries")
class DeliveryController {

    private final IdempotentRequests requests;
    private final CreateDelivery create;
    private final ChangeDelivery change;
    private final FollowCourier courier;
    private final ReadDeliveries read;
    private final Ownership ownership;

    DeliveryController(
            IdempotentRequests requests,
            CreateDelivery create,
            ChangeDelivery change,
            FollowCourier courier,
            ReadDeliveries read,
            @Qualifier("deliveryOwnership") Ownership ownership) {
        this.ownership = ownership;
        this.requests = requests;
        this.create = create;
        this.change = change;
        this.courier = courier;
        this.read = read;
    }

    @Rehearsable
    @PostMapping
    ResponseEntity<?> create(@Valid @RequestBody DeliveryOrder order, PostedRequest posted, Caller caller) {
        String id = CreateDelivery.idOf(order, posted, caller);
        boolean hasHandle = order.externalId() != null || posted.key() != null;
        return ownership.create(
                id,
                caller,
                hasHandle,
                () -> requests.once(posted, id, () -> {
                    CreateDelivery.Taken taken = create.create(id, order, posted, caller);
                    return taken.isNew()
                            ? ResponseEntity.created(URI.create(
                                            "/v1/deliveries/" + taken.delivery().id()))
                                    .body(taken.delivery())
                            : ResponseEntity.ok(taken.delivery());
                }));
    }

    @GetMapping
    Page<DeliveryView> list(
            @RequestParam @Nullable String status,
            @RequestParam @Nullable String externalId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant createdAfter,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor,
            Caller caller) {
        ReadDeliveries.Filter filter = new ReadDeliveries.Filter(statusOf(status), externalId, createdAfter);
        return read.list(filter, Limit.of(limit), Cursor.decode(cursor), caller);
    }

    @GetMapping("/{id}")
    DeliveryView get(@PathVariable String id, Caller caller) {
        ownership.refresh(id);
        return read.get(id, caller);
    }

    @PatchMapping("/{id}")
    DeliveryView amend(@PathVariable String id, @Valid @RequestBody Amendment amendment, Caller caller) {
        return ownership.write(id, () -> change.amend(id, amendment, caller));
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<?> cancel(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable CancelRequest request,
            PostedRequest posted,
            Caller caller) {
        CancelRequest asked = request == null ? new CancelRequest(null, null) : request;
        return write(id, posted, () -> change.cancel(id, asked.reason(), asked.comment(), caller));
    }

    @PostMapping("/{id}/dispatch")
    ResponseEntity<?> dispatch(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable DispatchRequest request,
            PostedRequest posted,
            Caller caller) {
        String token = request == null ? null : request.quoteToken();
        return write(id, posted, () -> change.dispatch(id, token, caller));
    }

    @PostMapping("/{id}/return")
    ResponseEntity<?> bringBack(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable ReturnRequest request,
            PostedRequest posted,
            Caller caller) {
        String reason = request == null ? null : request.reason();
        return write(id, posted, () -> change.bringBack(id, reason, caller));
    }

    @PostMapping("/{id}/status")
    ResponseEntity<?> report(
            @PathVariable String id, @Valid @RequestBody StatusReport report, PostedRequest posted, Caller caller) {
        return write(id, posted, () -> courier.report(id, report, caller));
    }

    @GetMapping("/{id}/decision")
    DecisionRecord decision(@PathVariable String id, Caller caller) {
        ownership.refresh(id);
        return read.decision(id, caller);
    }

    private ResponseEntity<?> write(String id, PostedRequest posted, Supplier<DeliveryView> step) {
        return ownership.write(id, () -> requests.once(posted, id, () -> ResponseEntity.ok(step.get())));
    }

    record CancelRequest(
            Cancellation.@Nullable Reason reason,
            @Size(max = 500) @Nullable String comment) {}

    record DispatchRequest(@Size(max = 2_000) @Nullable String quoteToken) {}

    record ReturnRequest(@Size(min = 1, max = 200) @Nullable String reason) {}

    private static @Nullable DeliveryStatus statusOf(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return DeliveryStatus.ofSlug(text).orElseThrow(() -> Malformed.unknown("status", "There is no such status"));
    }
}
