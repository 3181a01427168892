package io.orkestro.monolith.notification.webhook;

import io.orkestro.monolith.notification.news.Here;
import io.orkestro.monolith.notification.news.News;
import io.orkestro.monolith.notification.news.NewsBodies;
import io.orkestro.monolith.notification.news.NewsBody;
import io.orkestro.monolith.notification.news.ToldNews;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What is posted to endpoints, and what comes of it. */
@Component
public class Webhooks {

    /** Tries were planned: whoever performs them may look. */
    record Planned() {}

    /** To the endpoint's owner: its receiver wants no more, or takes nothing. */
    record DisablingRequestedMessage(String endpointId, String reason, Instant triedAt) {

        static final String TYPE = "webhook-endpoint.disabling-requested.v1";
    }

    private static final String TEST = "webhook.test";
    private static final int MOST_REPLAYED = 1_000;

    private final WebhookEndpoints endpoints;
    private final WebhookLog log;
    private final WebhookLogCopies copies;
    private final NewsBodies bodies;
    private final ToldNews told;
    private final Outbox outbox;
    private final Ladder ladder;
    private final int givenUpBeforeDisabled;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Webhooks(
            WebhookEndpoints endpoints,
            WebhookLog log,
            WebhookLogCopies copies,
            NewsBodies bodies,
            ToldNews told,
            Outbox outbox,
            WebhookProperties properties,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.endpoints = endpoints;
        this.log = log;
        this.copies = copies;
        this.bodies = bodies;
        this.told = told;
        this.outbox = outbox;
        this.ladder = new Ladder(properties.ladder(), properties.ladderScale());
        this.givenUpBeforeDisabled = properties.givenUpBeforeDisabled();
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /** One webhook for each endpoint that hears of such news, whatever how often it comes. Needs a running transaction. */
    public void announce(News news) {
        endpoints.hearing(news.retailerId(), news.type()).forEach(endpoint -> write(news, endpoint));
    }

    /**
     * An endpoint that the other side registered, or changed, was heard of later than news that was told from here. What it
     * missed is written down now; what it did not miss is known by its id.
     */
    @EventListener
    void makeUpFor(WebhookEndpointCopies.Heard heard) {
        WebhookEndpoint endpoint = heard.endpoint();
        if (endpoint.isEnabled()) {
            told.since(endpoint.retailerId(), heard.since()).stream()
                    .filter(news -> endpoint.hears(news.type()))
                    .forEach(news -> write(news, endpoint));
        }
    }

    private void write(News news, WebhookEndpoint endpoint) {
        RoutingKey key = RoutingKey.ofPublicId(news.retailerId());
        String id = Ids.derived("evt", key, news.deliveryId(), news.handle(), endpoint.id());
        NewsBody body = bodies.of(id, news);
        if (log.add(endpoint.id(), body, json.writeValueAsString(body), news.decision(), now())) {
            log.plan(id, 0, now(), now());
            copies.tellWhole(id);
            events.publishEvent(new Planned());
        }
    }

    /** A signed try for whoever is setting an endpoint up; also to a disabled one, and never repeated. */
    @Transactional
    WebhookAttempt test(String retailerId, String endpointId, Decision decision) {
        WebhookEndpoint endpoint = endpoints.own(retailerId, endpointId);
        String id = Ids.random("evt", RoutingKey.ofPublicId(retailerId));
        Map<String, String> data = Map.of("message", "If you can verify the signature of this, you are ready.");
        NewsBody body = new NewsBody(id, TEST, now(), null, null, null, false, data);
        log.add(endpoint.id(), body, json.writeValueAsString(body), decision, now());
        WebhookAttempt attempt = log.plan(id, null, now(), now());
        copies.tellWhole(id);
        events.publishEvent(new Planned());
        return attempt;
    }

    /** The same webhook, newly signed, once more. */
    @Transactional
    WebhookAttempt replay(String retailerId, String endpointId, String attemptId) {
        endpoints.own(retailerId, endpointId);
        String webhookId =
                log.lockWebhookOf(endpointId, attemptId).orElseThrow(() -> new NotFound("webhook attempt", attemptId));
        return again(webhookId);
    }

    /**
     * All webhooks of a span of time once more, the oldest first.
     *
     * @return how many; as many as {@value #MOST_REPLAYED} may not be all
     */
    @Transactional
    Replayed replay(String retailerId, String endpointId, ReplayRequest span) {
        endpoints.own(retailerId, endpointId);
        Instant until = span.until() == null ? now() : span.until();
        List<String> webhooks = log.lockWebhooks(endpointId, span.from(), until, span.wantsTaken(), MOST_REPLAYED);
        webhooks.forEach(this::again);
        return new Replayed(webhooks.size());
    }

    /** How many webhooks are posted again. */
    record Replayed(int webhooks) {}

    private WebhookAttempt again(String webhookId) {
        WebhookAttempt attempt = log.plan(webhookId, null, now(), now());
        copies.tellTries(webhookId, List.of(attempt.id()));
        events.publishEvent(new Planned());
        return attempt;
    }

    @Transactional(readOnly = true)
    Page<WebhookAttempt> attempts(String retailerId, String endpointId, int limit, @Nullable Cursor cursor) {
        endpoints.known(retailerId, endpointId);
        return log.list(endpointId, limit, cursor);
    }

    /** Writes down how a try ended, plans the next where one is due, and gives up on an endpoint that takes nothing. */
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
        List<String> changed = new ArrayList<>(List.of(attempt.id()));
        if (nextAt != null) {
            changed.add(log.plan(attempt.webhookId(), nextRung, nextAt, now()).id());
        }
        copies.tellTries(attempt.webhookId(), changed);
        if (gone) {
            requestDisabling(attempt, "It answered 410 Gone");
        } else if (nextRung != null && nextAt == null) {
            giveUp(attempt);
        }
    }

    private void giveUp(DueAttempt attempt) {
        log.queueAt(attempt.endpointId());
        int inARow = log.givenUpInARow(attempt.endpointId());
        if (inARow >= givenUpBeforeDisabled) {
            requestDisabling(attempt, "It has not taken %d webhooks in a row, each tried to the end".formatted(inARow));
        }
    }

    private void requestDisabling(DueAttempt attempt, String reason) {
        outbox.append(Message.addressed(
                Capability.NOTIFICATION.slug(),
                Here.ownerOf(attempt.endpointEpoch()),
                DisablingRequestedMessage.TYPE,
                attempt.endpointId(),
                attempt.decision(),
                new DisablingRequestedMessage(attempt.endpointId(), reason, attempt.begunAt())));
    }

    private @Nullable Instant nextAt(int rung, Outcome outcome) {
        Duration asked = outcome instanceof Outcome.Answered answered ? answered.retryAfter() : null;
        return ladder.waitBefore(rung, asked).map(now()::plus).orElse(null);
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
