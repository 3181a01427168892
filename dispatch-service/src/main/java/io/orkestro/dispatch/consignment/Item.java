package io.orkestro.dispatch.consignment;

import io.orkestro.dispatch.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * One kind of thing in the bag.
 *
 * @param quantity 1 to 1,000
 * @param weightGrams of one of them
 * @param price of one of them
 */
public record Item(
        @NotBlank @jakarta.validation.constraints.Size(max = 200)
        String name,

        @NotNull @Min(1) @Max(1_000) Integer quantity,
        @Nullable Size size,
        @Min(1) @Max(1_000_000) @Nullable Integer weightGrams,
        @Valid @Nullable Money price) {

    /** How much room it takes. */
    public enum Size {
        SMALL,
        MEDIUM,
        LARGE,
        XLARGE
    }
}
