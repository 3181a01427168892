package io.orkestro.marketplace.checkout;

import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Stop;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Intake asks what a delivery would cost, for somebody who waits.
 *
 * @param answerBy nobody listens any more after that
 */
public record RatesRequestedMessage(
        String requestId,
        String retailerId,
        Instant answerBy,
        Stop pickup,
        Stop dropoff,
        List<Item> items,
        @Nullable Money orderValue) {

    Load load() {
        return new Load(pickup, dropoff, items, orderValue, Set.of(), null);
    }

    /** For logs: not who sends what to whom. */
    @Override
    public String toString() {
        return "RatesRequestedMessage[%s of %s by %s]".formatted(requestId, retailerId, answerBy);
    }
}
