package io.orkestro.dispatch.delivery;

import io.orkestro.platform.web.problem.Refusal;

/** The handle names a delivery that was asked for with another body. */
final class DuplicateDelivery extends Refusal {

    private final String existing;

    DuplicateDelivery(String existing) {
        super(
                409,
                "duplicate_delivery",
                "There is another delivery of this name",
                "The externalId belongs to a delivery with another body; see existingId.");
        this.existing = existing;
    }

    @Override
    public String existingId() {
        return existing;
    }
}
