package io.orkestro.monolith.dispatch.web;

import io.orkestro.monolith.money.Money;
import io.orkestro.monolith.dispatch.rule.DispatchRules;
import io.orkestro.monolith.dispatch.rule.Strategy;
import io.orkestro.platform.web.problem.InvalidRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The whole document a retailer wants in place of the present one; what is absent is as at the beginning. */
record RulesRequest(
        @NotNull @PositiveOrZero Long version,
        @NotNull Strategy strategy,
        @Size(max = 100) @Nullable List<@NotNull @Pattern(regexp = COURIER) String> preferredCouriers,
        @Size(max = 100) @Nullable List<@NotNull @Pattern(regexp = COURIER) String> excludedCouriers,
        @Valid @Nullable Money maxFee,
        @Nullable Map<@Pattern(regexp = VEHICLE) String, @NotNull @Valid Money> maxOrderValueByVehicle,
        @Nullable Boolean requireOrderValue,
        @Min(1) @Max(20) @Nullable Integer maxAttempts,
        @Min(5) @Max(14_400) @Nullable Integer giveUpAfterSeconds,
        @Min(5) @Max(600) @Nullable Integer answerWithinSeconds) {

    private static final String COURIER = "crr_[a-z0-9]{1,20}";
    private static final String VEHICLE = "foot|bike|cargo_bike|moto|car|van";

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
        return new DispatchRules(
                version,
                strategy,
                Objects.requireNonNullElse(preferredCouriers, List.of()),
                Objects.requireNonNullElse(excludedCouriers, List.of()),
                maxFee,
                Objects.requireNonNullElse(maxOrderValueByVehicle, Map.of()),
                Boolean.TRUE.equals(requireOrderValue),
                maxAttempts == null ? initial.maxAttempts() : maxAttempts,
                giveUpAfter,
                answerWithinSeconds == null ? initial.answerWithinSeconds() : answerWithinSeconds);
    }
}
