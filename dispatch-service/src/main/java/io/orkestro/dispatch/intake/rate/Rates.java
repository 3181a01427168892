package io.orkestro.dispatch.intake.rate;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.orkestro.dispatch.intake.connection.Connection;
import io.orkestro.dispatch.intake.connection.FallbackRate;
import io.orkestro.dispatch.intake.order.ShopLine;
import io.orkestro.dispatch.intake.shop.Rate;
import io.orkestro.dispatch.intake.shop.RateQuestion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Answers within {@link #PATIENCE}, whatever couriers, the marketplace, the broker, the database and whoever knows addresses
 * do: with the cheapest courier's price, else with the retailer's own.
 */
@Component
public class Rates implements DisposableBean {

    /** Shops wait for three seconds: a third of it is for the way here and back, and for whoever is busy on it. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Checkouts ask again at every keystroke. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 10_000;
    /** Of one shop. Whoever asks more is a shop with very many checkouts, or none. */
    private static final int MOST_AT_ONCE = 16;

    private static final Logger log = LoggerFactory.getLogger(Rates.class);

    private final PriceDelivery delivery;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AsyncCache<Asked, Answer> answers = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .buildAsync();
    private final Cache<String, Semaphore> places =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(10)).build();

    Rates(PriceDelivery delivery, Clock clock) {
        this.delivery = delivery;
        this.clock = clock;
    }

    private record Asked(String connectionId, Instant connectionChangedAt, RateQuestion question) {}

    /** @param since when the shop began to wait */
    public Rate rate(Connection connection, RateQuestion question, Instant since) {
        if (!question.lines().isEmpty() && question.lines().stream().noneMatch(ShopLine::isCarried)) {
            return new Rate.None("Nothing of it is carried");
        }
        return switch (answer(connection, question, since.plus(PATIENCE))) {
            case Answer.Offered offered ->
                new Rate.Offered(offered.fee(), offered.pickupEta(), offered.dropoffEta(), false);
            case Answer.Nobody nobody -> new Rate.None(nobody.why());
            case Answer.Unknown unknown -> ofTheRetailer(connection.fallbackRate(), unknown.why());
        };
    }

    private Answer answer(Connection connection, RateQuestion question, Instant answerBy) {
        CompletableFuture<Answer> answer = answers.get(
                new Asked(connection.id(), connection.updatedAt(), question),
                (asked, _) -> ask(connection, asked.question(), answerBy));
        try {
            long left = Math.max(1, Duration.between(clock.instant(), answerBy).toMillis());
            return answer.get(left, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Answer.Unknown("Nobody answers in time");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof NotAnswered)) {
                log.warn("A rate for {} could not be asked for", connection.id(), e.getCause());
            }
            return new Answer.Unknown("Nobody answers now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unknown("The question was interrupted");
        }
    }

    /** A place is taken until asking has ended, and not only until nobody waits any more: what hangs does not pile up. */
    private CompletableFuture<Answer> ask(Connection connection, RateQuestion question, Instant answerBy) {
        Semaphore place = places.get(connection.id(), _ -> new Semaphore(MOST_AT_ONCE));
        if (!place.tryAcquire()) {
            return CompletableFuture.failedFuture(new NotAnswered("The shop asks more than it may at once"));
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(delivery.price(connection, question, answerBy));
            } catch (InterruptedException | RuntimeException | Error e) {
                answer.completeExceptionally(e);
            } finally {
                place.release();
            }
        });
        return answer;
    }

    private Rate ofTheRetailer(@Nullable FallbackRate fallback, String why) {
        return fallback == null
                ? new Rate.None(why)
                : new Rate.Offered(
                        fallback.fee(),
                        null,
                        clock.instant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .plus(Duration.ofMinutes(fallback.dropoffMinutes())),
                        true);
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
