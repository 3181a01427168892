package io.orkestro.monolith.notification.webhook;

import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Limit;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Valid;
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

@RestController
@RequestMapping("/v1/webhook-endpoints")
class WebhookEndpointController {

    private final WebhookEndpoints endpoints;
    private final Webhooks webhooks;
    private final IdempotentRequests requests;

    WebhookEndpointController(WebhookEndpoints endpoints, Webhooks webhooks, IdempotentRequests requests) {
        this.endpoints = endpoints;
        this.webhooks = webhooks;
        this.requests = requests;
    }

    @PostMapping
    ResponseEntity<?> register(Caller caller, PostedRequest posted, @Valid @RequestBody NewWebhookEndpoint request) {
        String retailerId = caller.retailerId();
        endpoints.check(request.url());
        return requests.once(posted, () -> {
            WebhookEndpointResponse endpoint = endpoints.register(retailerId, posted.key(), request, caller.decision());
            return ResponseEntity.created(URI.create("/v1/webhook-endpoints/" + endpoint.id()))
                    .body(endpoint);
        });
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
        return endpoints.show(caller.retailerId(), id);
    }

    @PatchMapping("/{id}")
    WebhookEndpointResponse change(
            Caller caller, @PathVariable String id, @Valid @RequestBody WebhookEndpointPatch patch) {
        if (patch.url() != null) {
            endpoints.check(patch.url());
        }
        return endpoints.change(caller.retailerId(), id, patch, caller.decision());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        endpoints.delete(caller.retailerId(), id, caller.decision());
    }

    @PostMapping("/{id}/test")
    ResponseEntity<?> test(Caller caller, PostedRequest posted, @PathVariable String id) {
        String retailerId = caller.retailerId();
        return requests.once(
                posted, () -> ResponseEntity.accepted().body(webhooks.test(retailerId, id, caller.decision())));
    }

    @PostMapping("/{id}/rotate-secret")
    ResponseEntity<?> rotateSecret(Caller caller, PostedRequest posted, @PathVariable String id) {
        String retailerId = caller.retailerId();
        return requests.once(
                posted, () -> ResponseEntity.ok(endpoints.rotateSecret(retailerId, id, caller.decision())));
    }

    @GetMapping("/{id}/attempts")
    Page<WebhookAttempt> attempts(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return webhooks.attempts(caller.retailerId(), id, Limit.of(limit), Cursor.decode(cursor));
    }

    @PostMapping("/{id}/attempts/{attemptId}/replay")
    ResponseEntity<?> replay(
            Caller caller, PostedRequest posted, @PathVariable String id, @PathVariable String attemptId) {
        String retailerId = caller.retailerId();
        return requests.once(posted, () -> ResponseEntity.accepted().body(webhooks.replay(retailerId, id, attemptId)));
    }
}
