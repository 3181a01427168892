package io.orkestro.dispatch.intake.order;

/** Who wants to know how the deliveries of orders go; in the transaction that kept the news. */
public interface OrderWatcher {

    /** The delivery of an order has another status now. */
    void delivering(OrderView order);
}
