package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.message.NotificationRules.Rule;
import io.orkestro.monolith.notification.news.News;
import io.orkestro.monolith.notification.news.NotifiedDeliveries;
import io.orkestro.monolith.notification.news.NotifiedDelivery;
import io.orkestro.monolith.notification.news.NotifiedRetailers;
import io.orkestro.monolith.notification.news.NotifiedRetailers.Retailer;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Writes messages, by rule and by hand; sending them is others' work. */
@Component
public class Messages {

    /** Messages wait to be sent: whoever sends them may look. */
    record Queued() {}

    /** Asks the courier to tell its driver something. */
    record CourierMessageRequested(String messageId, String deliveryId, String courierId, String text) {

        private static final String TYPE = "courier.message-requested.v1";
    }

    private final RulesBook rules;
    private final OptOuts optOuts;
    private final MessageLog log;
    private final NotifiedDeliveries deliveries;
    private final NotifiedRetailers retailers;
    private final Texts texts;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final String publicUrl;
    private final Clock clock;

    Messages(
            RulesBook rules,
            OptOuts optOuts,
            MessageLog log,
            NotifiedDeliveries deliveries,
            NotifiedRetailers retailers,
            Texts texts,
            Outbox outbox,
            ApplicationEventPublisher events,
            @Value("${orkestro.public-url}") String publicUrl,
            Clock clock) {
        this.rules = rules;
        this.optOuts = optOuts;
        this.log = log;
        this.deliveries = deliveries;
        this.retailers = retailers;
        this.texts = texts;
        this.outbox = outbox;
        this.events = events;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** One message for each rule on such news, whatever how often it comes. Needs a running transaction. */
    public void announce(News news) {
        deliveries
                .find(news.deliveryId())
                .ifPresent(delivery -> rules.of(news.retailerId()).rules().stream()
                        .filter(rule -> rule.appliesTo(news.type()))
                        .forEach(rule -> write(news, rule, delivery)));
    }

    private void write(News news, Rule rule, NotifiedDelivery delivery) {
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
                etaOf(news),
                businessOf(delivery, retailer),
                trackingUrlOf(delivery.facts()));
        String address = addressOf(rule.to(), rule.channel(), delivery, retailer);
        String fault = Freshness.isStale(news.type(), delivery.facts().status())
                ? "Later news was known already"
                : faultOf(news.retailerId(), address);
        add(new Notification(
                id,
                news.deliveryId(),
                news.retailerId(),
                rule.to(),
                rule.channel(),
                news.type(),
                text.subject(),
                text.body(),
                address,
                fault == null ? Notification.Status.QUEUED : Notification.Status.SUPPRESSED,
                0,
                fault,
                null,
                now(),
                null));
    }

    /** A message by hand to recipient or retailer: a text where there is a phone, else an e-mail. */
    @Transactional
    Notification send(NotifiedDelivery delivery, To to, String text, @Nullable String idempotencyKey) {
        Optional<Retailer> retailer = retailers.find(delivery.retailerId());
        Channel channel =
                to == To.RECIPIENT && delivery.facts().dropoff().phone() != null ? Channel.SMS : Channel.EMAIL;
        String address = addressOf(to, channel, delivery, retailer);
        String fault = faultOf(delivery.retailerId(), address);
        String business = businessOf(delivery, retailer);
        return add(new Notification(
                idOf(delivery, idempotencyKey),
                delivery.id(),
                delivery.retailerId(),
                to,
                channel,
                null,
                channel == Channel.EMAIL ? business.replaceAll("[\\s\\p{Cntrl}]+", " ") : null,
                text,
                address,
                fault == null ? Notification.Status.QUEUED : Notification.Status.SUPPRESSED,
                0,
                fault,
                null,
                now(),
                null));
    }

    /**
     * A message by hand to the driver, through the courier that carries now.
     *
     * @throws NoCourier where none does
     */
    @Transactional
    Notification sendToDriver(
            NotifiedDelivery delivery, String text, @Nullable String idempotencyKey, Decision decision) {
        NotifiedDelivery.Courier courier = delivery.facts().courier();
        if (courier == null || delivery.facts().status().isFinal()) {
            throw new NoCourier(delivery.id());
        }
        Notification message = new Notification(
                idOf(delivery, idempotencyKey),
                delivery.id(),
                delivery.retailerId(),
                To.DRIVER,
                Channel.COURIER,
                null,
                null,
                text,
                null,
                Notification.Status.SENT,
                0,
                null,
                null,
                now(),
                now());
        if (log.add(message)) {
            outbox.append(Message.addressed(
                    Capability.NOTIFICATION.slug(),
                    decision.of(Capability.COURIER_MARKETPLACE),
                    CourierMessageRequested.TYPE,
                    delivery.id(),
                    decision,
                    new CourierMessageRequested(message.id(), delivery.id(), courier.id(), text)));
        }
        return message;
    }

    /** Why nothing may go to this address; null where it may. */
    @Nullable
    String faultOf(String retailerId, @Nullable String address) {
        if (address == null || address.isBlank()) {
            return "No address is known";
        }
        return optOuts.find(retailerId, address).isPresent() ? "The address has opted out" : null;
    }

    private Notification add(Notification message) {
        if (log.add(message) && message.status() == Notification.Status.QUEUED) {
            events.publishEvent(new Queued());
        }
        return message;
    }

    private static String idOf(NotifiedDelivery delivery, @Nullable String idempotencyKey) {
        RoutingKey key = RoutingKey.ofPublicId(delivery.retailerId());
        return idempotencyKey == null
                ? Ids.random("msg", key)
                : Ids.derived("msg", key, delivery.id(), "key", idempotencyKey);
    }

    private static @Nullable Instant etaOf(News news) {
        JsonNode eta = news.data().get("dropoffEta");
        return eta == null || eta.isNull() ? null : Instant.parse(eta.asString());
    }

    private static @Nullable String addressOf(
            To to, Channel channel, NotifiedDelivery delivery, Optional<Retailer> retailer) {
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

    private static String businessOf(NotifiedDelivery delivery, Optional<Retailer> retailer) {
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
