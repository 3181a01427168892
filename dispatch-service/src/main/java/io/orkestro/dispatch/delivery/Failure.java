package io.orkestro.dispatch.delivery;

/** Why a delivery was not made. */
public record Failure(String reason) {

    static final Failure NO_COURIER = new Failure("no_courier_found");
    static final Failure ATTEMPTS_EXHAUSTED = new Failure("attempts_exhausted");
    static final Failure CHOSEN_COURIER_SAID_NO = new Failure("quoted_courier_unavailable");
    static final Failure NEVER_DISPATCHED = new Failure("never_dispatched");
    static final Failure UNSPECIFIED = new Failure("unspecified");
}
