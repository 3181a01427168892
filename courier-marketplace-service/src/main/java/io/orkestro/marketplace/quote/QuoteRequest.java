package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Stop;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a delivery that matter for its price; the others may be sent and are ignored. */
public record QuoteRequest(
        @NotNull @Valid Stop pickup,
        @NotNull @Valid Stop dropoff,
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Item> items,
        @Valid @Nullable Money orderValue,
        @Nullable Set<@NotNull Requirement> requirements,
        @Min(16) @Max(25) @Nullable Integer minimumAge) {

    public Load load() {
        return new Load(pickup, dropoff, items, orderValue, requirements == null ? Set.of() : requirements, minimumAge);
    }
}
