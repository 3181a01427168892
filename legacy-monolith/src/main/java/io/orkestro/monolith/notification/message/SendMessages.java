package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.news.NotifiedDeliveries;
import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.messaging.DueWork;
import java.time.Clock;
import java.time.Duration;
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

    private static final Logger log = LoggerFactory.getLogger(SendMessages.class);

    private final Messages messages;
    private final MessageLog rows;
    private final NotifiedDeliveries deliveries;
    private final MessageProperties properties;
    private final Clock clock;

    SendMessages(
            Messages messages,
            MessageLog rows,
            NotifiedDeliveries deliveries,
            MessageProperties properties,
            Clock clock) {
        this.messages = messages;
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
    DueWork<Notification> emailsToSend(Email email) {
        return work("emails", Channel.EMAIL, email::send);
    }

    @Bean
    DueWork<Notification> textsToSend(SmsProvider provider) {
        return work("texts", Channel.SMS, (message, to) -> provider.send(message.id(), to, message.text()));
    }

    private DueWork<Notification> work(String name, Channel channel, Sender sender) {
        DueRows<Notification> due = rows.due(channel, properties.lease(), clock);
        return new DueWork<>(
                name, properties.poll(), properties.parallelism(), due::claim, message -> send(message, sender));
    }

    private void send(Notification message, Sender sender) {
        String address = message.address();
        String fault = faultOf(message);
        if (fault != null || address == null) {
            rows.ended(message.id(), Notification.Status.SUPPRESSED, fault == null ? "No address is known" : fault);
            return;
        }
        try {
            rows.sent(message.id(), sender.send(message, address), clock.instant());
        } catch (NotSent e) {
            log.info("Message {} was not sent: {}", message.id(), e.reason());
            retryOrEnd(message, e);
        }
    }

    /** The world has moved on since it was queued. */
    private @Nullable String faultOf(Notification message) {
        String template = message.template();
        boolean stale = template != null
                && deliveries
                        .find(message.deliveryId())
                        .filter(delivery ->
                                Freshness.isStale(template, delivery.facts().status()))
                        .isPresent();
        return stale ? "Later news came first" : messages.faultOf(message.retailerId(), message.address());
    }

    private void retryOrEnd(Notification message, NotSent reason) {
        List<Duration> waits = properties.retries();
        if (reason.isForGood() || message.attempts() > waits.size()) {
            rows.ended(message.id(), Notification.Status.FAILED, reason.reason());
        } else {
            rows.later(message.id(), clock.instant().plus(waits.get(message.attempts() - 1)), reason.reason());
        }
    }

    @Component
    static class Wake {

        private final List<DueWork<Notification>> channels;

        Wake(List<DueWork<Notification>> channels) {
            this.channels = channels;
        }

        @TransactionalEventListener(fallbackExecution = true)
        void on(@SuppressWarnings("unused") Messages.Queued queued) {
            channels.forEach(DueWork::wake);
        }
    }
}
