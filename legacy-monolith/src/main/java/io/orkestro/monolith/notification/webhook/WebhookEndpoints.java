package io.orkestro.monolith.notification.webhook;

import io.orkestro.monolith.notification.message.Messages;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.secret.SecretBox;
import io.orkestro.platform.web.signature.WebhookSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What retailers do with their endpoints. */
@Component
class WebhookEndpoints {

    private final WebhookEndpointRepository endpoints;
    private final WebhookEndpointCopies copies;
    private final Ownership ownership;
    private final SecretBox secrets;
    private final Messages messages;
    private final Duration secretOverlap;
    private final Clock clock;

    WebhookEndpoints(
            WebhookEndpointRepository endpoints,
            WebhookEndpointCopies copies,
            @Qualifier("webhookEndpointOwnership") Ownership ownership,
            SecretBox secrets,
            Messages messages,
            WebhookProperties properties,
            Clock clock) {
        this.endpoints = endpoints;
        this.copies = copies;
        this.ownership = ownership;
        this.secrets = secrets;
        this.messages = messages;
        this.secretOverlap = properties.secretOverlap();
        this.clock = clock;
    }

    /** The same for the same POST, on both sides. */
    static String idOf(String retailerId, @Nullable String idempotencyKey) {
        RoutingKey key = RoutingKey.ofPublicId(retailerId);
        return idempotencyKey == null ? Ids.random("whe", key) : Ids.derived("whe", key, "key", idempotencyKey);
    }

    @Transactional
    WebhookEndpointResponse register(String id, String retailerId, NewWebhookEndpoint request, Decision decision) {
        WebhookEndpoint endpoint = endpoints
                .lock(id)
                .map(known -> own(retailerId, id))
                .orElseGet(() -> born(id, retailerId, request, decision));
        return endpoint.toResponse(secrets.open(endpoint.sealedSecret()), now());
    }

    private WebhookEndpoint born(String id, String retailerId, NewWebhookEndpoint request, Decision decision) {
        String sealed = secrets.seal(WebhookSecret.random().text());
        WebhookEndpoint endpoint =
                endpoints.save(new WebhookEndpoint(id, retailerId, request, sealed, now(), ownership.birthEpoch(id)));
        copies.say(WebhookEndpointCopies.CHANGED, endpoint, decision);
        return endpoint;
    }

    @Transactional
    WebhookEndpointResponse change(String retailerId, String id, WebhookEndpointPatch patch, Decision decision) {
        WebhookEndpoint endpoint = own(retailerId, id);
        endpoint.change(patch, now());
        copies.say(WebhookEndpointCopies.CHANGED, endpoint, decision);
        return endpoint.toResponse(null, now());
    }

    @Transactional
    WebhookEndpointResponse rotateSecret(String retailerId, String id, Decision decision) {
        WebhookEndpoint endpoint = own(retailerId, id);
        String secret = WebhookSecret.random().text();
        endpoint.rotate(secrets.seal(secret), now().plus(secretOverlap), now());
        copies.say(WebhookEndpointCopies.CHANGED, endpoint, decision);
        return endpoint.toResponse(secret, now());
    }

    @Transactional
    void delete(String retailerId, String id, Decision decision) {
        WebhookEndpoint endpoint = own(retailerId, id);
        endpoint.delete(now());
        copies.say(WebhookEndpointCopies.CHANGED, endpoint, decision);
    }

    /**
     * Nothing more is posted to it until its retailer enables it again, and the retailer is told. Only as its owner; needs a
     * running transaction.
     *
     * @param triedAt when the receiver said so; what its retailer has changed since then stands
     */
    void disable(String id, String reason, Instant triedAt, Decision decision) {
        endpoints
                .lock(id)
                .filter(WebhookEndpoint::isEnabled)
                .filter(endpoint -> endpoint.updatedAt().isBefore(triedAt))
                .ifPresent(endpoint -> {
                    endpoint.disable(reason, now());
                    copies.say(WebhookEndpointCopies.DISABLED, endpoint, decision);
                    messages.endpointDisabled(
                            endpoint.retailerId(), endpoint.id(), endpoint.sequence(), endpoint.url(), reason);
                });
    }

    @Transactional(readOnly = true)
    WebhookEndpointResponse show(String retailerId, String id) {
        return known(retailerId, id).toResponse(null, now());
    }

    @Transactional(readOnly = true)
    Page<WebhookEndpointResponse> list(String retailerId, int limit, @Nullable Cursor cursor) {
        Limit oneMore = Limit.of(limit + 1);
        List<WebhookEndpoint> rows = cursor == null
                ? endpoints.newest(retailerId, oneMore)
                : endpoints.newestBefore(retailerId, cursor.at(), cursor.id(), oneMore);
        return Page.of(rows, limit, WebhookEndpoint::cursor).map(row -> row.toResponse(null, now()));
    }

    /** The endpoint where it is this retailer's. */
    WebhookEndpoint known(String retailerId, String id) {
        return endpoints
                .findById(id)
                .filter(endpoint -> endpoint.belongsTo(retailerId))
                .orElseThrow(() -> new NotFound("webhook endpoint", id));
    }

    /** As {@link #known}, locked, to write as its owner; needs a running transaction. */
    WebhookEndpoint own(String retailerId, String id) {
        WebhookEndpoint endpoint = endpoints
                .lock(id)
                .filter(found -> found.belongsTo(retailerId))
                .orElseThrow(() -> new NotFound("webhook endpoint", id));
        ownership.require(id, endpoint.epoch());
        return endpoint;
    }

    List<WebhookEndpoint> hearing(String retailerId, String type) {
        return endpoints.findByRetailerIdAndEnabledTrue(retailerId).stream()
                .filter(endpoint -> endpoint.hears(type))
                .toList();
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
