package io.orkestro.marketplace.quote;

import static java.util.stream.Collectors.toMap;

import io.orkestro.marketplace.account.Accounts;
import io.orkestro.marketplace.account.Connected;
import io.orkestro.marketplace.adapter.LiveQuote;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.platform.web.rehearsal.Rehearsal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks couriers with an API of their own for their prices: all at the same time, within one budget. Never to be called in
 * a transaction.
 */
@Component
public class LivePrices implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LivePrices.class);

    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final Duration budget;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LivePrices(Accounts accounts, JdbcClient jdbc, QuoteProperties properties, Clock clock) {
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.budget = properties.budget();
        this.clock = clock;
    }

    /**
     * Those of these couriers that name their prices themselves, and how they are asked. In a rehearsal nobody is: then they
     * have their rate cards' prices, as those have that do not answer.
     */
    Map<String, Connected> askable(Collection<String> courierIds) {
        if (Rehearsal.isUnderWay()) {
            return Map.of();
        }
        return accounts.of(courierIds);
    }

    /** By courier: what each said, or that it said nothing in time. */
    Map<String, LiveQuote> ask(Map<String, Connected> couriers, Load load) {
        if (load.needsProof()) {
            return couriers.keySet().stream()
                    .collect(toMap(Function.identity(), _ -> new LiveQuote.Refused("proof_not_supported")));
        }
        long deadline = System.nanoTime() + budget.toNanos();
        Map<String, Future<LiveQuote>> asked = new LinkedHashMap<>();
        couriers.forEach((courierId, connected) -> asked.put(
                courierId, threads.submit(() -> connected.provider().quote(connected.account(), load, budget))));
        Map<String, LiveQuote> answers = new HashMap<>();
        asked.forEach((courierId, answer) -> answers.put(courierId, await(answer, courierId, deadline)));
        answers.forEach((courierId, answer) -> {
            if (answer instanceof LiveQuote.Price price && price.quoteId() != null) {
                remember(courierId, load, price, price.quoteId());
            }
        });
        return answers;
    }

    /** The courier's own name for the price it is now booked at, while that holds. */
    public Optional<String> quoteIdOf(String courierId, Load load, Money fee) {
        return jdbc.sql("""
                        select quote_id from live_price
                        where courier_id = ? and route = ? and amount = ? and currency = ? and expires_at > ?
                        """)
                .params(
                        courierId,
                        QuoteTokens.routeOf(load),
                        fee.amount(),
                        fee.currency(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional();
    }

    private static LiveQuote await(Future<LiveQuote> answer, String courierId, long deadline) {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new LiveQuote.Unreachable("no answer in time", null);
        } catch (ExecutionException e) {
            log.error("{} could not be asked for its price", courierId, e.getCause());
            return new LiveQuote.Unreachable("failed", null);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new LiveQuote.Unreachable("interrupted", null);
        }
    }

    /** For as long as it can be booked at this price, so that the courier can be reminded of it. */
    private void remember(String courierId, Load load, LiveQuote.Price price, String quoteId) {
        Instant now = clock.instant();
        jdbc.sql("delete from live_price where courier_id = ? and expires_at < ?")
                .params(courierId, now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        insert into live_price (courier_id, route, amount, currency, quote_id, expires_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (courier_id, route, amount, currency) do update
                          set quote_id = excluded.quote_id, expires_at = excluded.expires_at
                        """)
                .params(
                        courierId,
                        QuoteTokens.routeOf(load),
                        price.fee().amount(),
                        price.fee().currency(),
                        quoteId,
                        price.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
