package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.message.NotificationRules.Rule;
import io.orkestro.monolith.notification.news.Events;
import io.orkestro.monolith.notification.news.News;
import io.orkestro.monolith.notification.news.NotifiedDeliveries;
import io.orkestro.monolith.notification.news.NotifiedDelivery;
import io.orkestro.monolith.notification.news.NotifiedRetailers;
import io.orkestro.monolith.notification.news.NotifiedRetailers.Retailer;
import io.orkestro.monolith.notification.news.ToldNews;
import io.orkestro.monolith.place.LocalTime;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Writes messages, as the rules and the news say; sending them is others' work. */
@Component
public class Messages {

    /** Messages wait to be sent: whoever sends them may look. */
    record Queued() {}

    private static final String DISABLED = "webhook-endpoint.disabled";

    private final RulesBook rules;
    private final OptOuts optOuts;
    private final MessageLog log;
    private final NotifiedDeliveries deliveries;
    private final NotifiedRetailers retailers;
    private final ToldNews told;
    private final Texts texts;
    private final ApplicationEventPublisher events;
    private final Duration worthTelling;
    private final String publicUrl;
    private final Clock clock;

    Messages(
            RulesBook rules,
            OptOuts optOuts,
            MessageLog log,
            NotifiedDeliveries deliveries,
            NotifiedRetailers retailers,
            ToldNews told,
            Texts texts,
            ApplicationEventPublisher events,
            MessageProperties properties,
            @Value("${orkestro.public-url}") String publicUrl,
            Clock clock) {
        this.rules = rules;
        this.optOuts = optOuts;
        this.log = log;
        this.deliveries = deliveries;
        this.retailers = retailers;
        this.told = told;
        this.texts = texts;
        this.events = events;
        this.worthTelling = properties.delayWorthTelling();
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** One message for each rule on such news, whatever how often it comes. Needs a running transaction. */
    public void announce(News news) {
        deliveries.find(news.deliveryId()).ifPresent(delivery -> {
            NotificationRules document = rules.of(news.retailerId());
            document.rules().stream()
                    .filter(rule -> rule.appliesTo(news.type()))
                    .forEach(rule -> write(news, document, rule, delivery));
        });
    }

    /** Rules that the other side wrote were heard of later than news that was told from here by those before. */
    @EventListener
    void makeUpFor(RulesCopies.Heard rules) {
        told.since(rules.retailerId(), rules.since()).forEach(this::announce);
    }

    private void write(News news, NotificationRules document, Rule rule, NotifiedDelivery delivery) {
        Instant eta = etaOf(news);
        if (news.type().equals(Events.ETA_CHANGED) && !isDelay(news, rule, eta)) {
            return;
        }
        String id = Ids.derived(
                "msg",
                RoutingKey.ofPublicId(news.retailerId()),
                news.deliveryId(),
                news.handle(),
                rule.to().name(),
                rule.channel().name());
        Optional<Retailer> retailer = retailers.find(news.retailerId());
        Texts.Text text = texts.of(
                news.type(),
                rule.to(),
                rule.channel(),
                languageOf(rule.to(), delivery, retailer),
                delivery.facts(),
                eta,
                businessOf(delivery, retailer),
                trackingUrlOf(delivery.facts()));
        String address = addressOf(rule.to(), rule.channel(), delivery, retailer);
        String fault = Freshness.isStale(news.type(), delivery.facts().status())
                ? "Later news was known already"
                : faultOf(news.retailerId(), address);
        add(Notification.written(
                id,
                news.deliveryId(),
                news.retailerId(),
                rule.to(),
                rule.channel(),
                news.type(),
                text,
                address,
                eta,
                fault,
                document.release(rule, now(), zoneOf(rule.to(), delivery)),
                now()));
    }

    /** Later than what they were told last, by more than nobody minds. */
    private boolean isDelay(News news, Rule rule, @Nullable Instant eta) {
        Instant told = log.etaTold(news.deliveryId(), rule.to(), rule.channel()).orElse(null);
        Instant known = told == null ? instantIn(news, "previousEta") : told;
        return eta != null && (known == null || !eta.isBefore(known.plus(worthTelling)));
    }

    /** Where the reader's clock hangs. */
    private static ZoneId zoneOf(To to, NotifiedDelivery delivery) {
        NotifiedDelivery.Contact there = to == To.RECIPIENT
                ? delivery.facts().dropoff()
                : delivery.facts().pickup();
        return LocalTime.zoneIn(there.address().country());
    }

    /** To a retailer: nothing more is posted to one of its endpoints. Needs a running transaction. */
    public void endpointDisabled(String retailerId, String endpointId, long sequence, String url, String reason) {
        Optional<Retailer> retailer = retailers.find(retailerId);
        Texts.Text text = texts.notice(
                Texts.ENDPOINT_DISABLED,
                retailer.map(Retailer::language).orElse(null),
                Map.of("url", url, "reason", reason, "endpointId", endpointId));
        String address = retailer.map(Retailer::email).orElse(null);
        String fault = faultOf(retailerId, address);
        RoutingKey key = RoutingKey.ofPublicId(retailerId);
        add(Notification.written(
                Ids.derived("msg", key, endpointId, Long.toString(sequence)),
                null,
                retailerId,
                To.RETAILER,
                Channel.EMAIL,
                DISABLED,
                text,
                address,
                null,
                fault,
                now(),
                now()));
    }

    /** Why nothing may go to this address; null where it may. */
    @Nullable
    String faultOf(String retailerId, @Nullable String address) {
        if (address == null || address.isBlank()) {
            return "No address is known";
        }
        return optOuts.find(retailerId, address).isPresent() ? "The address has opted out" : null;
    }

    /** Unless it is known already; needs a running transaction. */
    Notification add(Notification message) {
        if (!log.add(message)) {
            return log.find(message.id()).orElse(message);
        }
        if (message.status() == Notification.Status.QUEUED) {
            events.publishEvent(new Queued());
        }
        return message;
    }

    private static @Nullable Instant etaOf(News news) {
        return instantIn(news, "dropoffEta");
    }

    private static @Nullable Instant instantIn(News news, String field) {
        JsonNode time = news.data().get(field);
        return time == null || time.isNull() ? null : Instant.parse(time.asString());
    }

    static @Nullable String addressOf(To to, Channel channel, NotifiedDelivery delivery, Optional<Retailer> retailer) {
        boolean byEmail = channel == Channel.EMAIL;
        return switch (to) {
            case RECIPIENT ->
                byEmail
                        ? delivery.facts().dropoff().email()
                        : delivery.facts().dropoff().phone();
            case RETAILER ->
                retailer.map(known -> byEmail ? known.email() : known.phone()).orElse(null);
            case DRIVER -> null;
        };
    }

    private static @Nullable String languageOf(To to, NotifiedDelivery delivery, Optional<Retailer> retailer) {
        String recipients = to == To.RECIPIENT ? delivery.facts().language() : null;
        return recipients != null
                ? recipients
                : retailer.map(Retailer::language).orElse(null);
    }

    static String businessOf(NotifiedDelivery delivery, Optional<Retailer> retailer) {
        String business = delivery.facts().pickup().business();
        return business != null
                ? business
                : retailer.map(Retailer::name).orElse(delivery.facts().pickup().name());
    }

    private String trackingUrlOf(NotifiedDelivery.Facts delivery) {
        return delivery.trackingUrl() == null
                ? publicUrl + "/track/" + delivery.trackingCode()
                : delivery.trackingUrl();
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
