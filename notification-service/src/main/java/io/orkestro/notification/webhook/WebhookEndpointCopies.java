package io.orkestro.notification.webhook;

import io.orkestro.notification.news.Here;
import io.orkestro.platform.backend.Copies;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints as others are told of them, and as others tell of them; their secrets sealed. */
@Component
public class WebhookEndpointCopies implements Copies {

    public static final String CHANGED = "webhook-endpoint.changed.v1";

    /** Not by its retailer: because of what the receiver answers. */
    public static final String DISABLED = "webhook-endpoint.disabled.v1";

    /** An endpoint as it is, said again to those who keep copies; nothing has changed. */
    public static final String AGAIN = "webhook-endpoint.snapshot.v1";

    private final WebhookEndpointRepository endpoints;
    private final WebhookLog log;
    private final Outbox outbox;
    private final Routing routing;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    /**
     * An endpoint of the other side's was heard of, in the running transaction.
     *
     * @param since when it began to be there, or to be as it is
     */
    record Heard(WebhookEndpoint endpoint, Instant since) {}

    WebhookEndpointCopies(
            WebhookEndpointRepository endpoints,
            WebhookLog log,
            Outbox outbox,
            Routing routing,
            JsonMapper json,
            ApplicationEventPublisher events) {
        this.endpoints = endpoints;
        this.log = log;
        this.outbox = outbox;
        this.routing = routing;
        this.json = json;
        this.events = events;
    }

    @Override
    public Optional<Copy> lock(String id) {
        return endpoints.lock(id).map(this::copyOf);
    }

    @Override
    public Optional<Copy> find(String id) {
        return endpoints.findById(id).map(this::copyOf);
    }

    @Override
    public void keep(String id, long epoch, long sequence, JsonNode snapshot, UnaryOperator<JsonNode> unknownIn) {
        WebhookEndpointSnapshot told = json.treeToValue(snapshot, WebhookEndpointSnapshot.class);
        JsonNode unknown = unknownIn.apply(json.valueToTree(told));
        Optional<WebhookEndpoint> known = endpoints.lock(id);
        WebhookEndpoint endpoint = known.orElseGet(() -> WebhookEndpoint.copied(told));
        endpoint.become(told, epoch, sequence, unknown.isEmpty() ? null : unknown);
        endpoints.save(endpoint);
        events.publishEvent(new Heard(endpoint, known.isEmpty() ? told.createdAt() : told.updatedAt()));
    }

    @Override
    public void surrender(String id, long epoch) {
        endpoints.lock(id).ifPresent(endpoint -> endpoint.surrender(epoch));
    }

    @Override
    public void tellAgain(String id) {
        endpoints
                .findById(id)
                .ifPresent(
                        endpoint -> say(AGAIN, endpoint, routing.decide(RoutingKey.ofPublicId(endpoint.retailerId()))));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return endpoints.idsAfter(Objects.requireNonNullElse(after, ""), limit);
    }

    /** And what is still to be posted from here: a side that has not posted everything is not done. */
    @Override
    public long countWithParity(int parity) {
        return endpoints.countWithParity(parity) + (parity == Here.PARITY ? log.countOpen() : 0);
    }

    void say(String type, WebhookEndpoint endpoint, Decision decision) {
        outbox.append(Message.event(
                Capability.NOTIFICATION.slug(),
                type,
                endpoint.id(),
                endpoint.sequence(),
                endpoint.epoch(),
                decision,
                snapshot(endpoint)));
    }

    private Copy copyOf(WebhookEndpoint endpoint) {
        return new Copy(endpoint.epoch(), endpoint.sequence(), () -> snapshot(endpoint));
    }

    private ObjectNode snapshot(WebhookEndpoint endpoint) {
        return UnknownFields.whole(json.valueToTree(endpoint.snapshot()), endpoint.unknown());
    }
}
