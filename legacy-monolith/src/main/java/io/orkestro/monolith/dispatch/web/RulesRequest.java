package io.orkestro.monolith.dispatch.web;

import io.orkestro.monolith.dispatch.rule.Band;
import io.orkestro.monolith.dispatch.rule.Band.OfBasket;
import io.orkestro.monolith.dispatch.rule.Band.OfDistance;
import io.orkestro.monolith.dispatch.rule.DispatchRules;
import io.orkestro.monolith.dispatch.rule.DispatchRules.CourierCap;
import io.orkestro.monolith.dispatch.rule.Rebooking;
import io.orkestro.monolith.dispatch.rule.Strategy;
import io.orkestro.monolith.money.Money;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole document a retailer wants in place of the present one; what is absent is as at the beginning. */
record RulesRequest(
        @NotNull @PositiveOrZero Long version,
        @NotNull Strategy strategy,
        @Size(max = 100) @Nullable List<@NotNull @Pattern(regexp = Band.COURIER) String> preferredCouriers,
        @Size(max = 100) @Nullable List<@NotNull @Pattern(regexp = Band.COURIER) String> excludedCouriers,
        @Valid @Nullable Money maxFee,
        @Nullable Map<@Pattern(regexp = Band.VEHICLE) String, @NotNull @Valid Money> maxOrderValueByVehicle,
        @Nullable Boolean requireOrderValue,
        @Min(1) @Max(20) @Nullable Integer maxAttempts,
        @Min(5) @Max(14_400) @Nullable Integer giveUpAfterSeconds,
        @Min(5) @Max(600) @Nullable Integer answerWithinSeconds,
        @Nullable Boolean preferredFirst,
        @Size(max = 50) @Nullable List<@NotNull @Valid CourierCap> courierCaps,
        @Size(max = 8) @Nullable List<@NotNull @Valid OfDistance> distanceBands,
        @Size(max = 8) @Nullable List<@NotNull @Valid OfBasket> basketBands,
        @Valid @Nullable Rebooking rebook) {

    /**
     * @param minimumSearch the least this installation allows as the time to give up
     */
    DispatchRules toRules(Duration minimumSearch) {
        DispatchRules initial = DispatchRules.INITIAL;
        long giveUpAfter = giveUpAfterSeconds == null ? initial.giveUpAfterSeconds() : giveUpAfterSeconds;
        if (giveUpAfter < minimumSearch.toSeconds()) {
            throw new InvalidRequest(
                    "giveUpAfterSeconds", "out_of_range", "is %d to 14400".formatted(minimumSearch.toSeconds()));
        }
        checkBands();
        DispatchRules rules = new DispatchRules(
                version,
                strategy,
                Objects.requireNonNullElse(preferredCouriers, List.of()),
                Objects.requireNonNullElse(excludedCouriers, List.of()),
                maxFee,
                Objects.requireNonNullElse(maxOrderValueByVehicle, Map.of()),
                Boolean.TRUE.equals(requireOrderValue),
                maxAttempts == null ? initial.maxAttempts() : maxAttempts,
                giveUpAfter,
                answerWithinSeconds == null ? initial.answerWithinSeconds() : answerWithinSeconds,
                preferredFirst,
                courierCaps,
                distanceBands,
                basketBands,
                rebook);
        checkSize(rules);
        return rules;
    }

    private static void checkSize(DispatchRules rules) {
        if (StrictJson.bytesOf(rules) > DispatchRules.MOST_BYTES) {
            String largest = Stream.of(
                            Map.entry("preferredCouriers", rules.preferredCouriers()),
                            Map.entry("excludedCouriers", rules.excludedCouriers()),
                            Map.entry("courierCaps", Objects.requireNonNull(rules.courierCaps())),
                            Map.entry("distanceBands", Objects.requireNonNull(rules.distanceBands())),
                            Map.entry("basketBands", Objects.requireNonNull(rules.basketBands())))
                    .max(Comparator.comparingInt(list -> StrictJson.bytesOf(list.getValue())))
                    .orElseThrow()
                    .getKey();
            throw new InvalidRequest(
                    largest,
                    "too_large",
                    "All rules are at most %,d bytes of JSON".formatted(DispatchRules.MOST_BYTES));
        }
    }

    private void checkBands() {
        List<FieldError> faults = new ArrayList<>();
        List<OfDistance> distances = Objects.requireNonNullElse(distanceBands, List.of());
        for (int i = 0; i < distances.size(); i++) {
            if (distances.get(i).holdsNothing()) {
                faults.add(new FieldError(
                        "distanceBands[%d].toMeters".formatted(i), "out_of_range", "is more than fromMeters"));
            }
        }
        List<OfBasket> baskets = Objects.requireNonNullElse(basketBands, List.of());
        for (int i = 0; i < baskets.size(); i++) {
            if (baskets.get(i).holdsNothing()) {
                faults.add(new FieldError(
                        "basketBands[%d].to".formatted(i), "out_of_range", "is more than from, in its currency"));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
    }
}
