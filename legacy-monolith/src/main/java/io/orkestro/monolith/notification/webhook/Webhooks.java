package io.orkestro.monolith.notification.webhook;

import io.orkestro.monolith.notification.news.Masking;
import io.orkestro.monolith.notification.news.News;
import io.orkestro.monolith.notification.news.NotifiedCouriers;
import io.orkestro.monolith.notification.news.NotifiedDeliveries;
import io.orkestro.monolith.notification.news.NotifiedDelivery;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is posted to endpoints, and what comes of it. */
@Component
public class Webhooks {

    /** Tries were planned: whoever performs them may look. */
    record Planned() {}

    private static final String TEST = "webhook.test";

    private final WebhookEndpoints endpoints;
    private final WebhookLog log;
    private final NotifiedDeliveries deliveries;
    private final NotifiedCouriers couriers;
    private final Ladder ladder;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Webhooks(
            WebhookEndpoints endpoints,
            WebhookLog log,
            NotifiedDeliveries deliveries,
            NotifiedCouriers couriers,
            WebhookProperties properties,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.endpoints = endpoints;
        this.log = log;
        this.deliveries = deliveries;
        this.couriers = couriers;
        this.ladder = new Ladder(properties.ladder(), properties.ladderScale());
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /** One webhook for each endpoint that hears of such news, whatever how often it comes. Needs a running transaction. */
    public void announce(News news) {
        for (WebhookEndpoint endpoint : endpoints.hearing(news.retailerId(), news.type())) {
            RoutingKey key = RoutingKey.ofPublicId(news.retailerId());
            String id = Ids.derived("evt", key, news.deliveryId(), news.handle(), endpoint.id());
            post(endpoint, bodyOf(id, news), news.decision());
        }
    }

    /** A signed try for whoever is setting an endpoint up; also to a disabled one, and never repeated. */
    @Transactional
    WebhookAttempt test(String retailerId, String endpointId, Decision decision) {
        WebhookEndpoint endpoint = endpoints.own(retailerId, endpointId);
        String id = Ids.random("evt", RoutingKey.ofPublicId(retailerId));
        Map<String, String> data = Map.of("message", "If you can verify the signature of this, you are ready.");
        WebhookBody body = new WebhookBody(id, TEST, now(), null, null, null, false, data);
        log.add(endpoint.id(), body, json.writeValueAsString(body), decision, now());
        return planned(log.plan(id, null, now(), now()));
    }

    /** The same webhook, newly signed, once more. */
    @Transactional
    WebhookAttempt replay(String retailerId, String endpointId, String attemptId) {
        endpoints.own(retailerId, endpointId);
        String webhookId =
                log.lockWebhookOf(endpointId, attemptId).orElseThrow(() -> new NotFound("webhook attempt", attemptId));
        return planned(log.plan(webhookId, null, now(), now()));
    }

    @Transactional(readOnly = true)
    Page<WebhookAttempt> attempts(String retailerId, String endpointId, int limit, @Nullable Cursor cursor) {
        endpoints.own(retailerId, endpointId);
        return log.list(endpointId, limit, cursor);
    }

    /** Writes down how a try ended, and plans the next where one is due. */
    @Transactional
    void settle(DueAttempt attempt, Outcome outcome) {
        boolean taken = outcome instanceof Outcome.Answered answered && answered.isSuccess();
        boolean gone = outcome instanceof Outcome.Answered answered && answered.isGone();
        Integer nextRung = taken || gone || attempt.rung() == null ? null : attempt.rung() + 1;
        Instant nextAt = nextRung == null ? null : nextAt(nextRung, outcome);
        WebhookAttempt.Status status = taken ? WebhookAttempt.Status.SUCCEEDED : WebhookAttempt.Status.FAILED;
        if (!log.end(attempt.id(), status, outcome, nextAt)) {
            return;
        }
        if (nextAt != null) {
            log.plan(attempt.webhookId(), nextRung, nextAt, now());
        }
        if (gone) {
            endpoints.disable(attempt.endpointId(), "It answered 410 Gone", attempt.decision());
        }
    }

    private @Nullable Instant nextAt(int rung, Outcome outcome) {
        Duration asked = outcome instanceof Outcome.Answered answered ? answered.retryAfter() : null;
        return ladder.waitBefore(rung, asked).map(now()::plus).orElse(null);
    }

    private void post(WebhookEndpoint endpoint, WebhookBody body, Decision decision) {
        if (log.add(endpoint.id(), body, json.writeValueAsString(body), decision, now())) {
            planned(log.plan(body.id(), 0, now(), now()));
        }
    }

    private WebhookAttempt planned(WebhookAttempt attempt) {
        events.publishEvent(new Planned());
        return attempt;
    }

    private WebhookBody bodyOf(String id, News news) {
        Optional<NotifiedDelivery.Facts> facts =
                deliveries.find(news.deliveryId()).map(NotifiedDelivery::facts);
        ObjectNode data = news.data().deepCopy();
        if (data.get("courier") instanceof ObjectNode courier && courier.hasNonNull("driverPhone")) {
            courier.put("driverPhone", Masking.mask(courier.get("driverPhone").asString()));
        }
        return new WebhookBody(
                id,
                news.type(),
                news.at(),
                news.sequence() == 0 ? null : news.sequence(),
                news.deliveryId(),
                facts.map(NotifiedDelivery.Facts::externalId).orElse(null),
                facts.map(this::isLive).orElse(true),
                data);
    }

    private boolean isLive(NotifiedDelivery.Facts facts) {
        return facts.courier() == null || !couriers.isSandbox(facts.courier().id());
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
