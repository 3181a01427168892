package io.orkestro.monolith.marketplace.courier;

import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/couriers}: kept by ops; retailers see whom they may choose, a courier itself. */
@RestController
@RequestMapping("/v1/couriers")
class CourierController {

    private final CourierRegister register;
    private final Couriers couriers;
    private final IdempotentRequests requests;
    private final Ownership ownership;

    CourierController(
            CourierRegister register,
            Couriers couriers,
            IdempotentRequests requests,
            @Qualifier("courierOwnership") Ownership ownership) {
        this.ownership = ownership;
        this.register = register;
        this.couriers = couriers;
        this.requests = requests;
    }

    @Rehearsable
    @PostMapping
    ResponseEntity<?> register(Caller caller, PostedRequest posted, @Valid @RequestBody RegisterCourierRequest body) {
        caller.requireOps();
        RoutingKey key = new RoutingKey(body.key());
        String id = Courier.idOf(key);
        return ownership.create(
                id,
                caller,
                true,
                () -> requests.once(posted, id, () -> {
                    CourierRegister.Registered registered = register.register(key, body.profile(), caller.decision());
                    CourierResponse answer = CourierResponse.of(registered.courier(), registered.offerSecret());
                    return registered.isNew()
                            ? ResponseEntity.created(URI.create("/v1/couriers/" + id))
                                    .body(answer)
                            : ResponseEntity.ok(answer);
                }));
    }

    @GetMapping
    Page<CourierResponse> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (caller.isCourier()) {
            return new Page<>(List.of(get(caller, caller.courierId())), null);
        }
        int size = Limit.of(limit);
        Cursor from = Cursor.decode(cursor);
        org.springframework.data.domain.Limit rows = org.springframework.data.domain.Limit.of(size + 1);
        List<Courier> found = from == null ? couriers.newest(rows) : couriers.newestBefore(from.at(), from.id(), rows);
        return Page.of(found, size, courier -> new Cursor(courier.createdAt(), courier.id()))
                .map(courier -> shownTo(caller, courier));
    }

    @GetMapping("/{id}")
    CourierResponse get(Caller caller, @PathVariable String id) {
        if (caller.isCourier() && !caller.courierId().equals(id)) {
            throw new NotFound("courier", id);
        }
        ownership.refresh(id);
        return couriers.findById(id)
                .map(courier -> shownTo(caller, courier))
                .orElseThrow(() -> new NotFound("courier", id));
    }

    @PatchMapping("/{id}")
    CourierResponse change(Caller caller, @PathVariable String id, @Valid @RequestBody PatchCourierRequest body) {
        caller.requireOps();
        return ownership.write(id, () -> CourierResponse.of(register.change(id, body::appliedTo, caller.decision())));
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<?> pause(Caller caller, PostedRequest posted, @PathVariable String id) {
        caller.requireOps();
        return ownership.write(
                id,
                () -> requests.once(
                        posted,
                        id,
                        () -> ResponseEntity.ok(CourierResponse.of(register.pause(id, caller.decision())))));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<?> resume(Caller caller, PostedRequest posted, @PathVariable String id) {
        caller.requireOps();
        return ownership.write(
                id,
                () -> requests.once(
                        posted,
                        id,
                        () -> ResponseEntity.ok(CourierResponse.of(register.resume(id, caller.decision())))));
    }

    /** Where a courier is called is between it and ops. */
    private static CourierResponse shownTo(Caller caller, Courier courier) {
        CourierResponse response = CourierResponse.of(courier);
        return caller.isRetailer() ? response.withoutOfferUrl() : response;
    }
}
