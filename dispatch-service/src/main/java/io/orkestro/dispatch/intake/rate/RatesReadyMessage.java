package io.orkestro.dispatch.intake.rate;

import io.orkestro.dispatch.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the marketplace says; fee and times where somebody can. */
record RatesReadyMessage(
        String requestId,
        Outcome outcome,
        @Nullable Money fee,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta) {

    /** What came of asking. */
    enum Outcome {
        OFFERED,
        NOBODY,
        TOO_SLOW
    }

    Answer answer() {
        return switch (outcome) {
            case OFFERED ->
                fee == null
                        ? new Answer.Unknown("The marketplace names no price")
                        : new Answer.Offered(fee, pickupEta, dropoffEta);
            case NOBODY -> new Answer.Nobody("No courier can deliver there now");
            case TOO_SLOW -> new Answer.Unknown("Couriers are too slow to name a price");
        };
    }
}
