package io.orkestro.tracking.transition;

/** Whether a courier only plays at carrying; it was known before the other side was. */
record CourierSnapshot(String courierId, boolean sandbox) {

    static final String TYPE = "tracked-courier.snapshot.v1";
}
