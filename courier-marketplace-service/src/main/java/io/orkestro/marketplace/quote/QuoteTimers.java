package io.orkestro.marketplace.quote;

import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Answers dispatch's requests that couriers are asked about. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuoteProperties.class)
class QuoteTimers {

    private static final Duration POLL = Duration.ofMillis(500);

    /** Many, for one holds nothing but virtual threads while couriers think. */
    private static final int AT_ONCE = 100;

    @Bean
    WaitingRequests<QuotesRequestedMessage> quoteRequests(
            JdbcClient jdbc, JsonMapper json, Clock clock, Traces traces) {
        return new WaitingRequests<>(
                "quote_request",
                QuotesRequestedMessage.class,
                QuotesRequestedMessage::requestId,
                jdbc,
                json,
                clock,
                traces);
    }

    @Bean
    DueWork<Traced<QuotesRequestedMessage>> quoteRequestWork(
            WaitingRequests<QuotesRequestedMessage> waiting, Quotes quotes, Traces traces) {
        return new DueWork<>(
                "quote-requests",
                POLL,
                AT_ONCE,
                waiting::claim,
                traces.continuing("ask couriers for prices", quotes::answerWaiting));
    }
}
