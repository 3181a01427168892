package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.intake.shop.ShopAway;
import io.orkestro.dispatch.intake.shop.ShopRefused;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/connections}: a retailer's shops. */
@RestController
@RequestMapping("/v1/connections")
class ConnectionController {

    private final IdempotentRequests requests;
    private final ConnectShops connections;
    private final ShopKinds kinds;

    ConnectionController(IdempotentRequests requests, ConnectShops connections, ShopKinds kinds) {
        this.requests = requests;
        this.connections = connections;
        this.kinds = kinds;
    }

    @PostMapping
    ResponseEntity<?> connect(Caller caller, PostedRequest posted, @Valid @RequestBody NewConnection wanted) {
        String retailerId = caller.retailerId();
        RoutingKey key = RoutingKey.ofPublicId(retailerId);
        String id = posted.key() == null
                ? Ids.random("con", key)
                : Ids.derived("con", key, retailerId, "key", posted.key());
        return requests.once(
                posted,
                id,
                () -> ResponseEntity.created(URI.create("/v1/connections/" + id))
                        .body(connections.connect(id, retailerId, wanted)));
    }

    @GetMapping
    Page<ConnectionView> list(
            Caller caller, @RequestParam @Nullable Integer limit, @RequestParam @Nullable String cursor) {
        return connections.list(caller.retailerId(), Limit.of(limit), Cursor.decode(cursor));
    }

    @GetMapping("/{id}")
    ConnectionView get(Caller caller, @PathVariable String id) {
        return connections.show(caller.retailerId(), id);
    }

    @PatchMapping("/{id}")
    ConnectionView change(Caller caller, @PathVariable String id, @Valid @RequestBody ConnectionPatch patch) {
        return connections.change(caller.retailerId(), id, patch);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(Caller caller, @PathVariable String id) {
        connections.disconnect(caller.retailerId(), id);
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<?> pause(Caller caller, PostedRequest posted, @PathVariable String id) {
        String retailerId = caller.retailerId();
        return requests.once(posted, () -> ResponseEntity.ok(connections.pause(retailerId, id)));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<?> resume(Caller caller, PostedRequest posted, @PathVariable String id) {
        String retailerId = caller.retailerId();
        return requests.once(posted, () -> ResponseEntity.ok(connections.resume(retailerId, id)));
    }

    @PostMapping("/{id}/rotate-secret")
    ResponseEntity<?> rotate(
            Caller caller, PostedRequest posted, @PathVariable String id, @Valid @RequestBody NewSecret secret) {
        String retailerId = caller.retailerId();
        return requests.once(
                posted, () -> ResponseEntity.ok(connections.rotate(retailerId, id, secret.signingSecret())));
    }

    /** Calls the shop, and changes nothing. */
    @PostMapping("/{id}/test")
    Tested test(Caller caller, @PathVariable String id) {
        Connection connection = connections.connection(caller.retailerId(), id);
        try {
            return new Tested(true, kinds.of(connection).test(connection.access()));
        } catch (ShopAway | ShopRefused e) {
            return new Tested(false, String.valueOf(e.getMessage()));
        }
    }

    record NewSecret(@NotBlank @Size(max = 500) String signingSecret) {}

    /** What the shop said when it was asked. */
    record Tested(boolean ok, String detail) {}
}
