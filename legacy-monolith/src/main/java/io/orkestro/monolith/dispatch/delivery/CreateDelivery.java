package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.account.Stores;
import io.orkestro.monolith.dispatch.consignment.Consignment;
import io.orkestro.monolith.dispatch.rule.KeepRules;
import io.orkestro.monolith.place.Stop;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem.FieldError;
import io.orkestro.platform.web.problem.Refusal;
import io.orkestro.platform.web.request.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a new delivery. Its id follows from the retailer's handle, {@code externalId} or else {@code Idempotency-Key}, so
 * that one handle is one delivery however often and from wherever it is asked for.
 */
@Component
public class CreateDelivery {

    private final Deliveries deliveries;
    private final Sight sight;
    private final Announcement announcement;
    private final QuoteTokens tokens;
    private final KeepRules rules;
    private final Stores stores;
    private final Ownership ownership;
    private final Outbox outbox;
    private final DispatchProperties pace;
    private final Clock clock;

    CreateDelivery(
            Deliveries deliveries,
            Sight sight,
            Announcement announcement,
            QuoteTokens tokens,
            KeepRules rules,
            Stores stores,
            @Qualifier("deliveryOwnership") Ownership ownership,
            Outbox outbox,
            DispatchProperties pace,
            Clock clock) {
        this.deliveries = deliveries;
        this.sight = sight;
        this.announcement = announcement;
        this.tokens = tokens;
        this.rules = rules;
        this.stores = stores;
        this.ownership = ownership;
        this.outbox = outbox;
        this.pace = pace;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    /**
     * The answer to a create.
     *
     * @param isNew false where the same order had been taken before
     */
    public record Taken(DeliveryView delivery, boolean isNew) {}

    /**
     * A refusal has changed nothing, and leaves it to whoever began the transaction what becomes of that.
     *
     * @param id {@link #idOf} this order
     */
    @Transactional(noRollbackFor = Refusal.class)
    public Taken create(String id, DeliveryOrder order, PostedRequest posted, Caller caller) {
        String retailerId = caller.retailerId();
        String fingerprint = posted.fingerprint().value();

        deliveries.queue(id);
        Optional<Delivery> existing = deliveries.findById(id);
        if (existing.isPresent()) {
            return takenBefore(existing.get(), fingerprint, caller);
        }
        if (!outbox.hasRoom()) {
            throw new Overloaded();
        }

        Instant now = clock.instant();
        Consignment consignment = order.consignment(pickupOf(order, retailerId));
        check(order, consignment, now);
        Delivery.Chosen chosen = chosen(order.quoteToken(), id, retailerId, consignment, now);
        NewDelivery birth = new NewDelivery(
                id,
                ownership.birthEpoch(id),
                retailerId,
                order.externalId(),
                order.storeId(),
                Ids.random("trk", RoutingKey.ofPublicId(retailerId)),
                fingerprint,
                caller.decision(),
                consignment,
                rules.of(retailerId),
                order.wantsDispatch(),
                order.fallbackOrRules());
        Delivery.Born born = Delivery.born(birth, chosen, now, pace);
        Delivery delivery = deliveries.saveAndFlush(born.delivery());
        announcement.announce(delivery, born.change());
        return new Taken(sight.show(delivery, caller), true);
    }

    /** The id that follows from the retailer's handle; a new one at each call where there is none. */
    public static String idOf(DeliveryOrder order, PostedRequest posted, Caller caller) {
        String retailerId = caller.retailerId();
        RoutingKey key = RoutingKey.ofPublicId(retailerId);
        if (order.externalId() != null) {
            return Ids.derived("dlv", key, retailerId, "ext", order.externalId());
        }
        if (posted.key() != null) {
            return Ids.derived("dlv", key, retailerId, "key", posted.key());
        }
        return Ids.random("dlv", key);
    }

    private Taken takenBefore(Delivery delivery, String fingerprint, Caller caller) {
        if (!delivery.fingerprint().equals(fingerprint)) {
            throw new DuplicateDelivery(delivery.id());
        }
        return new Taken(sight.show(delivery, caller), false);
    }

    private Stop pickupOf(DeliveryOrder order, String retailerId) {
        Stop ofStore = order.storeId() == null ? null : storePickup(retailerId, order.storeId());
        if (order.pickup() != null) {
            return order.pickup();
        }
        if (ofStore == null) {
            throw new InvalidRequest("pickup", "required", "Say where to pick up: pickup or storeId");
        }
        return ofStore;
    }

    private Stop storePickup(String retailerId, String storeId) {
        return stores.pickupOf(retailerId, storeId)
                .orElseThrow(() -> new InvalidRequest("storeId", "unknown", "There is no such store"));
    }

    private static void check(DeliveryOrder order, Consignment consignment, Instant now) {
        List<FieldError> faults = consignment.faults(now);
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
        if (order.quoteToken() != null && !order.wantsDispatch()) {
            throw new InvalidRequest(
                    "quoteToken", "conflicts_with_auto_dispatch", "Give the token to POST …/dispatch instead");
        }
    }

    private Delivery.@Nullable Chosen chosen(
            @Nullable String token, String id, String retailerId, Consignment consignment, Instant now) {
        return token == null ? null : tokens.redeem(token, id, retailerId, consignment, now);
    }
}
