package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.consignment.Item;
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

/**
 * A shop to connect.
 *
 * @param storeId where its orders are picked up
 * @param methods shipping methods that mean a delivery; absent is all of them
 * @param defaultSize of items; absent is small
 * @param preparationMinutes absent is what the store says
 * @param automatic whether orders become deliveries by themselves; absent is yes
 * @param country of addresses and phone numbers that name none
 */
record NewConnection(
        @NotBlank @Size(max = 40) String kind,
        @NotBlank @Size(max = 100) String name,
        @NotBlank @Size(max = 100) String storeId,
        @Size(max = 50) @Nullable List<@NotBlank @Size(max = 200) String> methods,
        Item.@Nullable Size defaultSize,
        @Min(0) @Max(1_440) @Nullable Integer preparationMinutes,
        @Nullable Boolean automatic,

        @Pattern(regexp = "[A-Z]{2}", message = "is an ISO 3166-1 alpha-2 code such as GB") @Nullable
        String country,

        @Valid @Nullable FallbackRate fallbackRate,
        @Size(max = 20) @Nullable Map<@Size(max = 50) String, @NotNull @Size(max = 500) String> settings,
        @NotNull @Size(max = 20) Map<@Size(max = 50) String, @NotNull @Size(max = 500) String> secrets) {}
