package io.orkestro.marketplace.checkout;

import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.quote.Ineligibility;
import io.orkestro.marketplace.quote.Quotes;
import io.orkestro.marketplace.quote.QuotesResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The cheapest quote, or the retailer's fallback price where quotes take longer than {@link #PATIENCE} or fail. */
@Component
class CheckoutRates implements DisposableBean {

    /** With the way through the edge and back an answer takes less than three seconds. */
    static final Duration PATIENCE = Duration.ofMillis(2_500);

    private static final Logger log = LoggerFactory.getLogger(CheckoutRates.class);

    private final Quotes quotes;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CheckoutRates(Quotes quotes, Clock clock) {
        this.quotes = quotes;
        this.clock = clock;
    }

    CheckoutRate rate(String retailerId, Load load, Fallback fallback) {
        Future<QuotesResponse> asked = threads.submit(() -> quotes.ask(retailerId, load, null));
        try {
            return rate(asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), fallback);
        } catch (TimeoutException e) {
            asked.cancel(true);
            log.warn("Quotes take longer than {}: a fallback price was shown", PATIENCE);
        } catch (ExecutionException e) {
            log.warn("No quotes: a fallback price was shown", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return fallback(fallback);
    }

    /** A courier that did not answer might have been able to. */
    private CheckoutRate rate(QuotesResponse response, Fallback fallback) {
        Optional<QuotesResponse.Offer> cheapest = response.quotes().stream()
                .filter(QuotesResponse.Offer::eligible)
                .findFirst();
        if (cheapest.isPresent()) {
            return CheckoutRate.of(cheapest.get());
        }
        boolean someoneWasSlow =
                response.quotes().stream().anyMatch(offer -> offer.reasons().contains(Ineligibility.NO_ANSWER));
        return someoneWasSlow ? fallback(fallback) : CheckoutRate.NONE;
    }

    private CheckoutRate fallback(Fallback fallback) {
        return CheckoutRate.of(fallback, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
