package io.orkestro.marketplace.courier;

import io.orkestro.platform.web.problem.Refusal;

/** The key belongs to a courier that is another one. */
final class CourierExists extends Refusal {

    private final String courierId;

    CourierExists(String courierId) {
        super(
                409,
                "already_exists",
                "There is such a courier already",
                "%s is registered with other data; PATCH it to change it, or take another key.".formatted(courierId));
        this.courierId = courierId;
    }

    @Override
    public String existingId() {
        return courierId;
    }
}
