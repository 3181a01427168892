package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.CourierHealth;
import io.orkestro.marketplace.courier.LiveBookings;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks every courier that could carry it, and some of those that could not; nothing is stored. */
@Component
public class Quotes {

    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String READY = "quotes.ready.v1";

    private final ServiceMaps maps;
    private final LiveBookings liveBookings;
    private final CourierHealth health;
    private final QuoteTokens tokens;
    private final Outbox outbox;
    private final Routing routing;
    private final Clock clock;

    Quotes(
            ServiceMaps maps,
            LiveBookings liveBookings,
            CourierHealth health,
            QuoteTokens tokens,
            Outbox outbox,
            Routing routing,
            Clock clock) {
        this.maps = maps;
        this.liveBookings = liveBookings;
        this.health = health;
        this.tokens = tokens;
        this.outbox = outbox;
        this.routing = routing;
        this.clock = clock;
    }

    /** For a retailer who wants to choose itself: each with a token that books it. */
    @Transactional(readOnly = true)
    public QuotesResponse ask(String retailerId, Load load, @Nullable String handle) {
        RoutingKey key = RoutingKey.ofPublicId(retailerId);
        String id = handle == null ? Ids.random("qot", key) : Ids.derived("qot", key, "quotes", handle);
        Instant now = now();
        List<QuotesResponse.Offer> offers = Shortlist.forRetailer(all(id, key, load, now)).stream()
                .map(quote -> QuotesResponse.Offer.of(
                        quote, quote.terms() == null ? null : tokens.sign(retailerId, quote, quote.terms(), load)))
                .toList();
        return new QuotesResponse(id, now, now.plus(LIFE), offers);
    }

    /** For dispatch, which ranks them. */
    @Transactional
    public void answer(QuotesRequestedMessage request) {
        RoutingKey key = RoutingKey.ofPublicId(request.retailerId());
        List<QuotesReady.Offer> offers =
                Shortlist.forDispatch(all(request.requestId(), key, request.load(), now())).stream()
                        .map(QuotesReady.Offer::of)
                        .toList();
        Decision decision = routing.decide(RoutingKey.ofPublicId(request.deliveryId()));
        outbox.append(Message.addressed(
                Capability.COURIER_MARKETPLACE.slug(),
                decision.of(Capability.DISPATCH),
                READY,
                request.deliveryId(),
                decision,
                new QuotesReady(request.requestId(), request.deliveryId(), offers)));
    }

    private List<Quote> all(String requestId, RoutingKey retailer, Load load, Instant now) {
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

    /** The same request gets the same ids, however often it is asked. */
    private static String idOf(String requestId, RoutingKey retailer, Courier courier) {
        return Ids.derived("qot", retailer, requestId, courier.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
