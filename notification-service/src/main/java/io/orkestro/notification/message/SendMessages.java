package io.orkestro.notification.message;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orkestro.notification.news.Here;
import io.orkestro.notification.news.NotifiedDeliveries;
import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Sends what is queued, each channel at its own pace: a mail server that hangs holds up no text. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessageProperties.class)
class SendMessages {

    private static final Logger logger = LoggerFactory.getLogger(SendMessages.class);

    private final Messages messages;
    private final MessageLog log;
    private final MessageRows rows;
    private final NotifiedDeliveries deliveries;
    private final MessageProperties properties;
    private final Clock clock;
    private final Traces traces;

    SendMessages(
            Messages messages,
            MessageLog log,
            MessageRows rows,
            NotifiedDeliveries deliveries,
            MessageProperties properties,
            Clock clock,
            Traces traces) {
        this.traces = traces;
        this.messages = messages;
        this.log = log;
        this.rows = rows;
        this.deliveries = deliveries;
        this.properties = properties;
        this.clock = clock;
    }

    /** How a channel sends; answers with its own id for the message. */
    private interface Sender {

        String send(Notification message, String address) throws NotSent;
    }

    @Bean
    SmsProvider smsProvider() {
        return properties.smsUrl().isEmpty() ? new SandboxSms() : new HttpSms(properties.smsUrl());
    }

    @Bean
    DueWork<Traced<Notification>> emailsToSend(Email email) {
        return work("emails", Channel.EMAIL, email::send);
    }

    @Bean
    DueWork<Traced<Notification>> textsToSend(SmsProvider provider) {
        return work("texts", Channel.SMS, (message, to) -> provider.send(message.id(), to, message.text()));
    }

    @Bean
    MeterBinder messageMeters() {
        return registry -> Gauge.builder("orkestro.notifications.queued", rows, each -> each.countQueued(Here.PARITY))
                .description("E-mails and texts that are still to be sent from here")
                .register(registry);
    }

    private DueWork<Traced<Notification>> work(String name, Channel channel, Sender sender) {
        DueRows<Traced<Notification>> due = rows.due(channel, properties.lease());
        return new DueWork<>(
                name,
                properties.poll(),
                properties.parallelism(),
                due::claim,
                traces.continuing("send " + name, message -> send(message, sender)));
    }

    private void send(Notification message, Sender sender) {
        String address = message.address();
        String fault = faultOf(message);
        if (fault != null || address == null) {
            String reason = fault == null ? "No address is known" : fault;
            log.settle(message.id(), Outcome.ended(Notification.Status.SUPPRESSED, reason));
            return;
        }
        try {
            String providerId = sender.send(message, address);
            log.settle(message.id(), Outcome.sent(providerId, now()));
        } catch (NotSent e) {
            logger.info("Message {} was not sent: {}", message.id(), e.reason());
            log.settle(message.id(), outcomeOf(message, e));
        }
    }

    /** The world has moved on since it was queued. */
    private @Nullable String faultOf(Notification message) {
        String template = message.template();
        String deliveryId = message.deliveryId();
        boolean stale = template != null
                && deliveryId != null
                && deliveries
                        .find(deliveryId)
                        .filter(delivery ->
                                Freshness.isStale(template, delivery.facts().status()))
                        .isPresent();
        return stale ? "Later news came first" : messages.faultOf(message.retailerId(), message.address());
    }

    private Outcome outcomeOf(Notification message, NotSent reason) {
        List<Duration> waits = properties.retries();
        return reason.isForGood() || message.attempts() > waits.size()
                ? Outcome.ended(Notification.Status.FAILED, reason.reason())
                : Outcome.later(now().plus(waits.get(message.attempts() - 1)), reason.reason());
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What the other side says about tries of what is ours now. */
    @Bean
    Subscription notificationHearsOfTries() {
        return log.subscription();
    }

    @Component
    static class Wake {

        private final List<DueWork<Traced<Notification>>> channels;

        Wake(List<DueWork<Traced<Notification>>> channels) {
            this.channels = channels;
        }

        @TransactionalEventListener(fallbackExecution = true)
        void on(@SuppressWarnings("unused") Messages.Queued queued) {
            channels.forEach(DueWork::wake);
        }
    }
}
