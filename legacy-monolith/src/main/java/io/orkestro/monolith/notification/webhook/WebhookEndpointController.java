package io.orkestro.monolith.notification.webhook;

import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.outside.AddressGuard;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.rehearsal.Rehearsable;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/webhook-endpoints")
class WebhookEndpointController {

    private final WebhookEndpoints endpoints;
    private final Webhooks webhooks;
    private final AddressGuard guard;
    private final IdempotentRequests requests;
    private final Ownership ownership;

    WebhookEndpointController(
            WebhookEndpoints endpoints,
            Webhooks webhooks,
            AddressGuard guard,
            IdempotentRequests requests,
            @Qualifier("webhookEndpointOwnership") Ownership ownership) {
        this.endpoints = endpoints;
        this.webhooks = webhooks;
        this.guard = guard;
        this.requests = requests;
        this.ownership = ownership;
    }

    @Rehearsable
    @PostMapping
    ResponseEntity<?> register(Caller caller, PostedRequest posted, @Valid @RequestBody NewWebhookEndpoint request) {
        String retailerId = caller.retailerId();
        guard.check(request.url());
        String id = WebhookEndpoints.idOf(retailerId, posted.key());
        return ownership.create(
                id,
                caller,
                posted.key() != null,
                () -> requests.once(
                        posted,
                        id,
                        () -> ResponseEntity.created(URI.create("/v1/webhook-endpoints/" + id))
                                .body(endpoints.register(id, retailerId, request, caller.decision()))));
    }

    @GetMapping
    Page<WebhookEndpointResponse> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return endpoints.list(caller.retailerId(), Limit.of(limit), Cursor.decode(cursor));
    }

    @GetMapping("/{id}")
    WebhookEndpointResponse show(Caller caller, @PathVariable String id) {
        String retailerId = caller.retailerId();
        ownership.refresh(id);
        return endpoints.show(retailerId, id);
    }

    @PatchMapping("/{id}")
    WebhookEndpointResponse change(
            Caller caller, @PathVariable String id, @Valid @RequestBody WebhookEndpointPatch patch) {
        String retailerId = caller.retailerId();
        if (patch.url() != null) {
            guard.check(patch.url());
        }
        return ownership.write(id, () -> endpoints.change(retailerId, id, patch, caller.decision()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> delete(Caller caller, @PathVariable String id) {
        String retailerId = caller.retailerId();
        return ownership.write(id, () -> {
            endpoints.delete(retailerId, id, caller.decision());
            return ResponseEntity.noContent().build();
        });
    }

    @PostMapping("/{id}/test")
    ResponseEntity<?> test(Caller caller, PostedRequest posted, @PathVariable String id) {
        String retailerId = caller.retailerId();
        return accept(id, posted, () -> webhooks.test(retailerId, id, caller.decision()));
    }

    @PostMapping("/{id}/rotate-secret")
    ResponseEntity<?> rotateSecret(Caller caller, PostedRequest posted, @PathVariable String id) {
        String retailerId = caller.retailerId();
        return ownership.write(
                id,
                () -> requests.once(
                        posted,
                        id,
                        () -> ResponseEntity.ok(endpoints.rotateSecret(retailerId, id, caller.decision()))));
    }

    @GetMapping("/{id}/attempts")
    Page<WebhookAttempt> attempts(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String retailerId = caller.retailerId();
        ownership.refresh(id);
        return webhooks.attempts(retailerId, id, Limit.of(limit), Cursor.decode(cursor));
    }

    @PostMapping("/{id}/attempts/{attemptId}/replay")
    ResponseEntity<?> replay(
            Caller caller, PostedRequest posted, @PathVariable String id, @PathVariable String attemptId) {
        String retailerId = caller.retailerId();
        return accept(id, posted, () -> webhooks.replay(retailerId, id, attemptId));
    }

    @PostMapping("/{id}/replay")
    ResponseEntity<?> replay(
            Caller caller, PostedRequest posted, @PathVariable String id, @Valid @RequestBody ReplayRequest span) {
        String retailerId = caller.retailerId();
        return accept(id, posted, () -> webhooks.replay(retailerId, id, span));
    }

    private ResponseEntity<?> accept(String id, PostedRequest posted, Supplier<?> step) {
        return ownership.write(
                id,
                () -> requests.once(posted, id, () -> ResponseEntity.accepted().body(step.get())));
    }
}
