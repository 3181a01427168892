package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.account.Connected;
import io.orkestro.marketplace.adapter.LiveQuote;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.CourierHealth;
import io.orkestro.marketplace.courier.LiveBookings;
import io.orkestro.marketplace.load.Load;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.observability.Traced;
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
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What every courier that could carry a load would charge, and why some others could not. Those with an API of their own
 * are asked, the others' rate cards are read.
 */
@Component
public class Quotes {

    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String READY = "quotes.ready.v1";

    private final ServiceMaps maps;
    private final LiveBookings liveBookings;
    private final CourierHealth health;
    private final LivePrices livePrices;
    private final WaitingRequests<QuotesRequestedMessage> waiting;
    private final ObjectProvider<DueWork<Traced<QuotesRequestedMessage>>> work;
    private final QuoteTokens tokens;
    private final Outbox outbox;
    private final Routing routing;
    private final TransactionOperations transactions;
    private final Clock clock;

    Quotes(
            ServiceMaps maps,
            LiveBookings liveBookings,
            CourierHealth health,
            LivePrices livePrices,
            WaitingRequests<QuotesRequestedMessage> waiting,
            ObjectProvider<DueWork<Traced<QuotesRequestedMessage>>> work,
            QuoteTokens tokens,
            Outbox outbox,
            Routing routing,
            TransactionOperations transactions,
            Clock clock) {
        this.maps = maps;
        this.liveBookings = liveBookings;
        this.health = health;
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
        List<QuotesResponse.Offer> offers = Shortlist.forRetailer(told(reckoned(id, key, load, now), load)).stream()
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
            if (waiting.take(request)) {
                tellDispatch(request, told);
            }
        });
    }

    private void tellDispatch(QuotesRequestedMessage request, List<Quote> quotes) {
        Decision decision = routing.decide(RoutingKey.ofPublicId(request.deliveryId()));
        List<QuotesReady.Offer> offers = Shortlist.forDispatch(quotes).stream()
                .map(QuotesReady.Offer::of)
                .toList();
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
        Instant expiresAt = now.plus(LIFE);
        ServiceMap.Surroundings around = maps.current().around(load, Shortlist.MOST_INELIGIBLE);
        Map<String, Integer> live = liveBookings.of(around.ids());
        return around.couriers().stream()
                .map(courier -> Quote.of(
                        idOf(requestId, retailer, courier),
                        courier,
                        load,
                        new Situation(
                                live.getOrDefault(courier.id(), 0),
                                around.serving().contains(courier.id()),
                                health.isAsked(requestId, courier.id())),
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

    /** The same request gets the same ids, however often it is asked. */
    private static String idOf(String requestId, RoutingKey retailer, Courier courier) {
        return Ids.derived("qot", retailer, requestId, courier.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
