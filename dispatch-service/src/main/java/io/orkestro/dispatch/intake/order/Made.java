package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.platform.web.problem.Problem.FieldError;
import java.util.List;

/** What an order comes to. */
public sealed interface Made {

    /** A delivery can be asked for. */
    record Deliverable(DeliveryOrder order) implements Made {}

    /** Nothing of it is to be carried, or not by us. */
    record Nothing(FieldError why) implements Made {}

    /**
     * It cannot be made a delivery as it is.
     *
     * @param reasons in words that the retailer understands; at least one
     */
    record Unfit(List<FieldError> reasons) implements Made {}
}
