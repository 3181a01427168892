package io.orkestro.marketplace.load;

import io.orkestro.marketplace.courier.Size;
import io.orkestro.marketplace.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * Something to be carried.
 *
 * @param size null is small
 * @param weightGrams of one; null is not known and counts as nothing
 * @param price of one
 */
public record Item(
        @NotBlank @jakarta.validation.constraints.Size(max = 200)
        String name,

        @NotNull @Positive @Max(1_000) Integer quantity,
        @Nullable Size size,
        @Positive @Max(1_000_000) @Nullable Integer weightGrams,
        @Valid @Nullable Money price) {

    public long grams() {
        return weightGrams == null ? 0 : (long) weightGrams * quantity;
    }
}
