package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.account.Connected;
import io.orkestro.marketplace.adapter.LiveQuote;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.LiveBookings;
import io.orkestro.marketplace.load.Load;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What every courier in the register would charge, the ineligible too with their reasons. Those with an API of their own
 * are asked, the others' rate cards are read.
 */
@Component
public class Quotes {

    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String READY = "quotes.ready.v1";

    private final ServiceMaps maps;
    private final LiveBookings liveBookings;
    private final LivePrices livePrices;
    private final WaitingRequests waiting;
    private final ObjectProvider<DueWork<QuotesRequestedMessage>> work;
    private final QuoteTokens tokens;
    private final Outbox outbox;
    private final Routing routing;
    private final TransactionOperations transactions;
    private final Clock clock;

    Quotes(
            ServiceMaps maps,
            LiveBookings liveBookings,
            LivePrices livePrices,
            WaitingRequests waiting,
            ObjectProvider<DueWork<QuotesRequestedMessage>> work,
            QuoteTokens tokens,
            Outbox outbox,
            Routing routing,
            TransactionOperations transactions,
            Clock clock) {
        this.maps = maps;
        this.liveBookings = liveBookings;
        this.livePrices = livePrices;
        this.waiting = waiting;
        this.work = work;
        this.tokens = tokens;
        this.outbox = outbox;
        this.routing = routing;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** For a retailer who wants to choose itself: each with a token that books it. Outside any transaction. */
    public QuotesResponse ask(String retailerId, Load load, @Nullable String handle) {
        RoutingKey key = RoutingKey.ofPublicId(retailerId);
        String id = handle == null ? Ids.random("qot", key) : Ids.derived("qot", key, "quotes", handle);
        Instant now = now();
        List<QuotesResponse.Offer> offers = sorted(told(reckoned(id, key, load, now), load)).stream()
                .map(quote -> QuotesResponse.Offer.of(
                        quote, quote.terms() == null ? null : tokens.sign(retailerId, quote, quote.terms(), load)))
                .toList();
        return new QuotesResponse(id, now, now.plus(LIFE), offers);
    }

    /** For dispatch, which ranks them: at once where nobody is to be asked, else soon after. */
    @Transactional
    public void answer(QuotesRequestedMessage request) {
        List<Quote> reckoned = reckoned(request);
        if (askable(reckoned).isEmpty()) {
            tellDispatch(request, reckoned);
        } else {
            waiting.add(request);
            work.getObject().wakeAfterCommit();
        }
    }

    /** A request that waited. */
    void answerWaiting(QuotesRequestedMessage request) {
        List<Quote> told = told(reckoned(request), request.load());
        transactions.executeWithoutResult(_ -> {
            if (waiting.take(request.requestId())) {
                tellDispatch(request, told);
            }
        });
    }

    private void tellDispatch(QuotesRequestedMessage request, List<Quote> quotes) {
        Decision decision = routing.decide(RoutingKey.ofPublicId(request.deliveryId()));
        List<QuotesReady.Offer> offers =
                sorted(quotes).stream().map(QuotesReady.Offer::of).toList();
        outbox.append(Message.addressed(
                Capability.COURIER_MARKETPLACE.slug(),
                decision.of(Capability.DISPATCH),
                READY,
                request.deliveryId(),
                decision,
                new QuotesReady(request.requestId(), request.deliveryId(), offers)));
    }

    private List<Quote> reckoned(QuotesRequestedMessage request) {
        return reckoned(request.requestId(), RoutingKey.ofPublicId(request.retailerId()), request.load(), now());
    }

    /** By what is known here. */
    private List<Quote> reckoned(String requestId, RoutingKey retailer, Load load, Instant now) {
        Map<String, Integer> live = liveBookings.all();
        Instant expiresAt = now.plus(LIFE);
        ServiceMap map = maps.current();
        Set<String> serving = map.serving(load);
        return map.couriers().stream()
                .map(courier -> Quote.of(
                        idOf(requestId, retailer, courier),
                        courier,
                        load,
                        new Situation(live.getOrDefault(courier.id(), 0), serving.contains(courier.id()), true),
                        now,
                        expiresAt))
                .toList();
    }

    /** With what couriers say themselves, where they are asked. */
    private List<Quote> told(List<Quote> reckoned, Load load) {
        Map<String, LiveQuote> answers = livePrices.ask(askable(reckoned), load);
        return reckoned.stream()
                .map(quote -> {
                    LiveQuote answer = answers.get(quote.courierId());
                    return answer == null ? quote : quote.told(answer, load);
                })
                .toList();
    }

    private Map<String, Connected> askable(List<Quote> reckoned) {
        return livePrices.askable(reckoned.stream()
                .filter(Quote::isEligible)
                .map(Quote::courierId)
                .toList());
    }

    private static List<Quote> sorted(List<Quote> quotes) {
        return quotes.stream().sorted(Quote.BY_FEE).toList();
    }

    /** The same request gets the same ids, however often it is asked. */
    private static String idOf(String requestId, RoutingKey retailer, Courier courier) {
        return Ids.derived("qot", retailer, requestId, courier.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
