package io.orkestro.dispatch.rule;

import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Stop;
import org.jspecify.annotations.Nullable;

/**
 * What is to be carried, as the rules look at it.
 *
 * @param value what the goods are worth; null where the retailer did not say
 * @param meters from stop to stop as the crow flies
 */
public record Load(@Nullable Money value, double meters) {

    public static Load between(Stop pickup, Stop dropoff, @Nullable Money value) {
        return new Load(value, pickup.location().metersTo(dropoff.location()));
    }
}
