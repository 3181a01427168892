package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.money.Money;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about a held order so that it can be delivered; what is null stays as the shop has it.
 *
 * @param itemSize of all its items
 */
public record Corrections(
        @Valid @Nullable ShopStop pickup,
        @Valid @Nullable ShopStop dropoff,
        @Valid @Nullable Money orderValue,
        Item.@Nullable Size itemSize) {

    static final Corrections NONE = new Corrections(null, null, null, null);

    /** Both; where they differ, the later one counts. */
    Corrections and(Corrections later) {
        return new Corrections(
                merged(pickup, later.pickup),
                merged(dropoff, later.dropoff),
                later.orderValue == null ? orderValue : later.orderValue,
                later.itemSize == null ? itemSize : later.itemSize);
    }

    private static @Nullable ShopStop merged(@Nullable ShopStop first, @Nullable ShopStop later) {
        return first == null ? later : first.corrected(later);
    }
}
