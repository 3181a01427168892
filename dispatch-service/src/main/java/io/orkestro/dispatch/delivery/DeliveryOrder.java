package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Consignment;
import io.orkestro.dispatch.consignment.DeliverableAction;
import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.consignment.Language;
import io.orkestro.dispatch.consignment.Requirement;
import io.orkestro.dispatch.consignment.UndeliverableAction;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.platform.web.problem.Problem.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a retailer asks for.
 *
 * @param externalId the retailer's own name for it, unique among its deliveries
 * @param storeId stands in for {@code pickup} where that is absent
 * @param undeliverableAction null is return
 * @param deliverableAction null is meet at the door
 * @param quoteToken of the quote to book first
 * @param fallback null is by the rules
 * @param autoDispatch null is yes
 */
public record DeliveryOrder(
        @Pattern(regexp = "[A-Za-z0-9._~:/-]{1,100}", message = "is 1 to 100 of A-Z a-z 0-9 . _ ~ : / -") @Nullable
        String externalId,

        @Size(max = 100) @Nullable String storeId,
        @Valid @Nullable Stop pickup,
        @NotNull @Valid Stop dropoff,
        @NotEmpty @Size(max = 100) List<@NotNull @Valid Item> items,
        @Valid @Nullable Money orderValue,
        @Valid @Nullable Money tip,
        @Size(max = 8) @Nullable List<@NotNull Requirement> requirements,
        @Min(16) @Max(25) @Nullable Integer minimumAge,
        @Nullable UndeliverableAction undeliverableAction,
        @Nullable DeliverableAction deliverableAction,
        @Size(max = 2_000) @Nullable String quoteToken,
        @Nullable Fallback fallback,
        @Nullable Boolean autoDispatch,
        @Nullable Map<String, @Nullable String> metadata,
        @Nullable Language language) {

    /** The same, with another drop-off's contact and instructions. */
    public DeliveryOrder withDropoff(Stop amended) {
        return new DeliveryOrder(
                externalId,
                storeId,
                pickup,
                amended,
                items,
                orderValue,
                tip,
                requirements,
                minimumAge,
                undeliverableAction,
                deliverableAction,
                quoteToken,
                fallback,
                autoDispatch,
                metadata,
                language);
    }

    /** All about it that a create would refuse beyond single fields; empty where all is well. */
    public List<FieldError> faults(Stop from, Instant now) {
        return consignment(from).faults(now);
    }

    boolean wantsDispatch() {
        return !Boolean.FALSE.equals(autoDispatch);
    }

    Fallback fallbackOrRules() {
        return fallback == null ? Fallback.RULES : fallback;
    }

    Consignment consignment(Stop from) {
        return new Consignment(
                from,
                dropoff,
                items,
                orderValue,
                tip,
                requirements == null ? List.of() : requirements,
                minimumAge,
                undeliverableAction == null ? UndeliverableAction.RETURN : undeliverableAction,
                deliverableAction == null ? DeliverableAction.MEET_AT_DOOR : deliverableAction,
                language,
                withoutNulls(metadata));
    }

    private static Map<String, String> withoutNulls(@Nullable Map<String, @Nullable String> metadata) {
        Map<String, String> present = new HashMap<>();
        if (metadata != null) {
            metadata.forEach((name, value) -> {
                if (value != null) {
                    present.put(name, Objects.requireNonNull(value));
                }
            });
        }
        return present;
    }
}
