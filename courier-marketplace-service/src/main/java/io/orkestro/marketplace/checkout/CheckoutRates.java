package io.orkestro.marketplace.checkout;

import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.quote.Ineligibility;
import io.orkestro.marketplace.quote.Quotes;
import io.orkestro.marketplace.quote.QuotesResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<Ineligibility> SILENT = EnumSet.of(Ineligibility.NO_ANSWER, Ineligibility.UNHEALTHY);

    private static final Logger log = LoggerFactory.getLogger(CheckoutRates.class);

    private final Quotes quotes;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CheckoutRates(Quotes quotes, Clock clock) {
        this.quotes = quotes;
        this.clock = clock;
    }

    CheckoutRate rate(String retailerId, Load load, Fallback fallback) {
        return switch (cheapest(retailerId, load, PATIENCE)) {
            case Cheapest.Offered offered -> CheckoutRate.of(offered.offer());
            case Cheapest.Nobody() -> CheckoutRate.NONE;
            case Cheapest.TooSlow() -> CheckoutRate.of(fallback, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        };
    }

    /** Outside any transaction: couriers are waited for. */
    Cheapest cheapest(String retailerId, Load load, Duration patience) {
        Future<QuotesResponse> asked = threads.submit(() -> quotes.ask(retailerId, load, null));
        try {
            return cheapest(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            asked.cancel(true);
            log.warn("Quotes take longer than {}", patience);
        } catch (ExecutionException e) {
            log.warn("No quotes", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Cheapest.TooSlow();
    }

    private static Cheapest cheapest(QuotesResponse response) {
        Optional<QuotesResponse.Offer> cheapest = response.quotes().stream()
                .filter(QuotesResponse.Offer::eligible)
                .findFirst();
        if (cheapest.isPresent()) {
            return new Cheapest.Offered(cheapest.get());
        }
        return response.quotes().stream().anyMatch(CheckoutRates::mightHave)
                ? new Cheapest.TooSlow()
                : new Cheapest.Nobody();
    }

    /** One that did not answer, or fails so often that it was not asked, might have been able to. */
    private static boolean mightHave(QuotesResponse.Offer offer) {
        return SILENT.containsAll(offer.reasons());
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
