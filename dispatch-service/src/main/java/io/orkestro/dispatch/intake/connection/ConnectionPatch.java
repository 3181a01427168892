package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.intake.order.Mapping;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to change about a connection; what is null stays. Settings and secrets are replaced name by name. */
record ConnectionPatch(
        @Size(min = 1, max = 100) @Nullable String name,
        @Size(min = 1, max = 100) @Nullable String storeId,
        @Size(max = 50) @Nullable List<@NotBlank @Size(max = 200) String> methods,
        Item.@Nullable Size defaultSize,
        @Min(0) @Max(1_440) @Nullable Integer preparationMinutes,
        @Nullable Boolean automatic,

        @Pattern(regexp = "[A-Z]{2}", message = "is an ISO 3166-1 alpha-2 code such as GB") @Nullable
        String country,

        @Valid @Nullable FallbackRate fallbackRate,
        @Size(max = 20) @Nullable Map<@Size(max = 50) String, @NotNull @Size(max = 500) String> settings,
        @Size(max = 20) @Nullable Map<@Size(max = 50) String, @NotNull @Size(max = 500) String> secrets) {

    Mapping appliedTo(Mapping mapping) {
        return new Mapping(
                storeId == null ? mapping.storeId() : storeId,
                methods == null ? mapping.methods() : methods,
                defaultSize == null ? mapping.defaultSize() : defaultSize,
                preparationMinutes == null ? mapping.preparationMinutes() : preparationMinutes,
                automatic == null ? mapping.isAutomatic() : automatic,
                country == null ? mapping.country() : country);
    }
}
