package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Amendment;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a retailer does with a delivery that is there: amend, dispatch, cancel, have it brought back. A refusal has changed
 * nothing, and leaves it to whoever began the transaction what becomes of that.
 */
@Component
public class ChangeDelivery {

    private final Sight sight;
    private final Announcement announcement;
    private final QuoteTokens tokens;
    private final DispatchProperties pace;
    private final Clock clock;

    ChangeDelivery(Sight sight, Announcement announcement, QuoteTokens tokens, DispatchProperties pace, Clock clock) {
        this.sight = sight;
        this.announcement = announcement;
        this.tokens = tokens;
        this.pace = pace;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    @Transactional(noRollbackFor = Refusal.class)
    public DeliveryView amend(String id, Amendment amendment, Caller caller) {
        Delivery delivery = sight.toChange(id, caller);
        Instant now = clock.instant();
        List<FieldError> faults = delivery.consignment().faultsBroughtBy(amendment, now);
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
        return done(delivery, delivery.amend(amendment, now, pace), caller);
    }

    @Transactional
    public DeliveryView dispatch(String id, @Nullable String quoteToken, Caller caller) {
        Delivery delivery = sight.toChange(id, caller);
        Instant now = clock.instant();
        Delivery.Chosen chosen = quoteToken == null || !delivery.awaitsDispatch()
                ? null
                : tokens.redeem(quoteToken, id, delivery.retailerId(), delivery.consignment(), now);
        return done(delivery, delivery.dispatch(chosen, now, pace), caller);
    }

    @Transactional(noRollbackFor = Refusal.class)
    public DeliveryView cancel(
            String id, Cancellation.@Nullable Reason reason, @Nullable String comment, Caller caller) {
        Delivery delivery = sight.toChange(id, caller);
        Instant now = clock.instant();
        Cancellation.Reason why = reason == null ? Cancellation.Reason.CUSTOMER_REQUEST : reason;
        Cancellation cancellation = new Cancellation(
                why,
                caller.isOps() ? Cancellation.By.OPS : Cancellation.By.RETAILER,
                now,
                delivery.cancellationFee(why, now, pace),
                comment);
        return done(delivery, delivery.cancel(cancellation, now), caller);
    }

    @Transactional
    public DeliveryView bringBack(String id, @Nullable String reason, Caller caller) {
        Delivery delivery = sight.toChange(id, caller);
        return done(delivery, delivery.bringBack(reason, clock.instant()), caller);
    }

    private DeliveryView done(Delivery delivery, Optional<Change> change, Caller caller) {
        change.ifPresent(one -> announcement.announce(delivery, one));
        return sight.show(delivery, caller);
    }
}
