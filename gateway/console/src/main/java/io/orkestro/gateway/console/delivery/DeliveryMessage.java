package io.orkestro.gateway.console.delivery;

/** What is read of a delivery's events. Names, phones, addresses and notes stay where they are. */
record DeliveryMessage(Snapshot delivery, String retailerId) {

    record Snapshot(String id, String status) {}
}
