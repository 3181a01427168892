package io.orkestro.marketplace.checkout;

import io.orkestro.marketplace.quote.WaitingRequests;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what checkouts ask by way of intake, which is at the service at every stage, as these rates are. Whoever asks
 * waits for seconds only: a question that is found too late is dropped.
 */
@Component
public class AnswerRates {

    private static final String READY = "rates.ready.v1";
    /** What an answer may take from here to the shop. */
    private static final Duration WAY_BACK = Duration.ofMillis(200);

    private final WaitingRequests<RatesRequestedMessage> requests;
    private final CheckoutRates rates;
    private final ObjectProvider<DueWork<Traced<RatesRequestedMessage>>> work;
    private final Outbox outbox;
    private final Routing routing;
    private final TransactionOperations transactions;
    private final Clock clock;

    AnswerRates(
            WaitingRequests<RatesRequestedMessage> requests,
            CheckoutRates rates,
            ObjectProvider<DueWork<Traced<RatesRequestedMessage>>> work,
            Outbox outbox,
            Routing routing,
            TransactionOperations transactions,
            Clock clock) {
        this.requests = requests;
        this.rates = rates;
        this.work = work;
        this.outbox = outbox;
        this.routing = routing;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Transactional
    public void take(RatesRequestedMessage request) {
        if (timeFor(request).isPositive()) {
            requests.add(request);
            work.getObject().wakeAfterCommit();
        }
    }

    /** One that waited. */
    void answer(RatesRequestedMessage request) {
        Duration time = timeFor(request);
        if (!time.isPositive()) {
            requests.take(request);
            return;
        }
        Cheapest cheapest = rates.cheapest(
                request.retailerId(),
                request.load(),
                time.compareTo(CheckoutRates.PATIENCE) < 0 ? time : CheckoutRates.PATIENCE);
        transactions.executeWithoutResult(_ -> {
            if (requests.take(request)) {
                tell(request, cheapest);
            }
        });
    }

    private void tell(RatesRequestedMessage request, Cheapest cheapest) {
        Decision decision = routing.decide(RoutingKey.ofPublicId(request.retailerId()));
        outbox.append(Message.addressed(
                Capability.COURIER_MARKETPLACE.slug(),
                Side.SERVICE,
                READY,
                request.requestId(),
                decision,
                RatesReady.of(request.requestId(), cheapest)));
    }

    private Duration timeFor(RatesRequestedMessage request) {
        return Duration.between(clock.instant(), request.answerBy()).minus(WAY_BACK);
    }

    /** Works through what waits. */
    @Configuration(proxyBeanMethods = false)
    static class Work {

        private static final Duration POLL = Duration.ofMillis(500);
        /** Many, for one holds nothing but virtual threads while couriers think. */
        private static final int AT_ONCE = 200;

        /** One that is found again was for somebody who has left long before. */
        @Bean
        WaitingRequests<RatesRequestedMessage> rateRequests(
                JdbcClient jdbc, JsonMapper json, Clock clock, Traces traces) {
            return new WaitingRequests<>(
                    "rate_request",
                    RatesRequestedMessage.class,
                    RatesRequestedMessage::requestId,
                    jdbc,
                    json,
                    clock,
                    traces);
        }

        @Bean
        DueWork<Traced<RatesRequestedMessage>> rateRequestWork(
                WaitingRequests<RatesRequestedMessage> requests, AnswerRates answer, Traces traces) {
            return new DueWork<>(
                    "rate-requests",
                    POLL,
                    AT_ONCE,
                    requests::claim,
                    traces.continuing("ask couriers for a rate", answer::answer));
        }
    }
}
