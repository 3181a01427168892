package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.consignment.Item;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a retailer says once about all orders of a source, because shops do not say it with each.
 *
 * @param storeId where the goods are picked up; null only where each order says it itself
 * @param methods shipping methods that mean a delivery, compared without case; none is all of them
 * @param defaultSize of an item whose size the shop does not tell
 * @param preparationMinutes until the goods are ready; null is what the store says
 * @param isAutomatic whether orders become deliveries by themselves; otherwise they are held until somebody confirms them
 * @param country of addresses and phone numbers that name none, ISO 3166-1 alpha-2
 */
public record Mapping(
        @Size(max = 100) @Nullable String storeId,
        @Size(max = 50) List<@NotBlank @Size(max = 200) String> methods,
        Item.Size defaultSize,
        @Min(0) @Max(1_440) @Nullable Integer preparationMinutes,
        boolean isAutomatic,
        @Nullable String country) {

    public Mapping {
        methods = List.copyOf(methods);
    }

    boolean means(@Nullable String method) {
        if (methods.isEmpty()) {
            return true;
        }
        return method != null
                && methods.stream()
                        .anyMatch(one -> one.strip()
                                .toLowerCase(Locale.ROOT)
                                .equals(method.strip().toLowerCase(Locale.ROOT)));
    }
}
