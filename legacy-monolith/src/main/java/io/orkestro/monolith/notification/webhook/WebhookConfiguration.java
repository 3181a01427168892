package io.orkestro.monolith.notification.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orkestro.monolith.notification.webhook.Webhooks.DisablingRequestedMessage;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.web.outside.AddressGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Performs the tries that are due, many at once, few to one endpoint. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

    /** A process that dies within a try leaves it to others after so long beyond the time-out. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Bean
    AddressGuard addressGuard(WebhookProperties properties) {
        return new AddressGuard(properties.allowPrivateAddresses());
    }

    @Bean
    DueWork<Traced<DueAttempt>> webhookAttempts(
            WebhookLog log,
            WebhookClient client,
            Tries tries,
            Webhooks webhooks,
            WebhookProperties properties,
            Clock clock,
            Traces traces) {
        return new DueWork<>(
                "webhook-attempts",
                properties.poll(),
                properties.parallelism(),
                count -> {
                    Instant now = clock.instant();
                    Instant leaseEnd = now.plus(properties.timeout()).plus(GRACE);
                    return log.claim(count, properties.parallelismPerEndpoint(), now, leaseEnd);
                },
                traces.continuing("post webhook", attempt -> perform(attempt, client, tries, webhooks)));
    }

    @Bean
    MeterBinder webhookMeters(WebhookLog log) {
        return registry -> Gauge.builder("orkestro.webhooks.open", log, WebhookLog::countOpen)
                .description("Webhooks that are still to be posted, now or at their next try")
                .register(registry);
    }

    /** Only its owner disables an endpoint; whoever tries to post asks for it. */
    @Bean
    Subscription notificationHearsOfDeadEndpoints(
            WebhookEndpoints endpoints, @Qualifier("webhookEndpointOwnership") Ownership ownership) {
        return Subscription.of("notification-dead-endpoints", Capability.NOTIFICATION.slug())
                .onAddressed(
                        DisablingRequestedMessage.TYPE,
                        DisablingRequestedMessage.class,
                        ownership.whenOwned(
                                DisablingRequestedMessage::endpointId,
                                (envelope, asked) -> endpoints.disable(
                                        asked.endpointId(), asked.reason(), asked.triedAt(), envelope.decision())))
                .build();
    }

    private static void perform(DueAttempt attempt, WebhookClient client, Tries tries, Webhooks webhooks) {
        try {
            Outcome outcome = client.post(attempt);
            tries.count(outcome);
            webhooks.settle(attempt, outcome);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Component
    static class Wake {

        private final DueWork<Traced<DueAttempt>> attempts;

        Wake(DueWork<Traced<DueAttempt>> attempts) {
            this.attempts = attempts;
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
        void on(@SuppressWarnings("unused") Webhooks.Planned planned) {
            attempts.wake();
        }
    }
}
