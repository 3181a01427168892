package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Amendment;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.idempotency.Fingerprint;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem.FieldError;
import io.orkestro.platform.web.problem.Refusal;
import io.orkestro.platform.web.request.Caller;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What intake asks for on behalf of retailers, whose orders came by themselves: the same as they ask for over HTTP, and
 * answered by message. It is in the transaction of the message, so nothing here asks the other side for anything.
 */
@Component
public class TakeRequests {

    private static final String EXCHANGE = Capability.DISPATCH.slug();

    private final CreateDelivery create;
    private final ChangeDelivery change;
    private final Outbox outbox;
    private final Routing routing;
    private final Validator validator;
    private final Clock clock;

    TakeRequests(
            CreateDelivery create,
            ChangeDelivery change,
            Outbox outbox,
            Routing routing,
            Validator validator,
            Clock clock) {
        this.create = create;
        this.change = change;
        this.outbox = outbox;
        this.routing = routing;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * A delivery is asked for; one that is there is as good as a new one.
     *
     * @param fingerprint of what is asked
     */
    public void create(String id, String retailerId, DeliveryOrder order, String fingerprint) {
        Caller caller = behalfOf(retailerId);
        PostedRequest posted = new PostedRequest(retailerId, null, new Fingerprint(fingerprint));
        answer(id, caller, "delivery.refused.v1", () -> {
            check(order);
            try {
                create.create(id, order, posted, caller);
            } catch (DuplicateDelivery isThere) {
                // Asked for again in other words, or by the retailer itself: it is one delivery all the same.
            }
            outbox.append(toIntake("delivery.accepted.v1", id, caller.decision(), new Accepted(id)));
        });
    }

    public void amend(String id, String retailerId, Amendment amendment) {
        Caller caller = behalfOf(retailerId);
        answer(id, caller, "delivery.change-refused.v1", () -> change.amend(id, amendment, caller));
    }

    public void cancel(String id, String retailerId) {
        Caller caller = behalfOf(retailerId);
        answer(
                id,
                caller,
                "delivery.change-refused.v1",
                () -> change.cancel(id, Cancellation.Reason.CUSTOMER_REQUEST, "Called off in the shop", caller));
    }

    /** A step that a message began goes by the routing table as it is now. */
    private Caller behalfOf(String retailerId) {
        return Caller.onBehalfOf(retailerId, routing.decide(RoutingKey.ofPublicId(retailerId)), clock.instant());
    }

    private void check(DeliveryOrder order) {
        List<FieldError> faults = validator.validate(order).stream()
                .map(fault -> new FieldError(fault.getPropertyPath().toString(), "invalid", fault.getMessage()))
                .toList();
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
    }

    private void answer(String id, Caller caller, String refusedType, Runnable useCase) {
        try {
            useCase.run();
        } catch (Overloaded later) {
            throw later;
        } catch (Refusal refusal) {
            outbox.append(toIntake(
                    refusedType,
                    id,
                    caller.decision(),
                    new Refused(id, refusal.code(), refusal.detail(), refusal.errors())));
        }
    }

    /** Intake was born in the service and is there at every stage. */
    private static Message toIntake(String type, String id, Decision decision, Object data) {
        return Message.addressed(EXCHANGE, Side.SERVICE, type, id, decision, data);
    }

    record Accepted(String deliveryId) {}

    record Refused(String deliveryId, String code, String detail, List<FieldError> errors) {}
}
