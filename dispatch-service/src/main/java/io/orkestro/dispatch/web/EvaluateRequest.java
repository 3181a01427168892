package io.orkestro.dispatch.web;

import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.consignment.Requirement;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.dispatch.rule.Load;
import io.orkestro.dispatch.rule.Quote;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A delivery that is only thought of, and the quotes {@code POST /v1/quotes} gave for it. */
record EvaluateRequest(
        @NotNull @Valid Stop pickup,
        @NotNull @Valid Stop dropoff,
        @NotEmpty @Size(max = 100) List<@NotNull @Valid Item> items,
        @Valid @Nullable Money orderValue,
        @Nullable List<@NotNull Requirement> requirements,
        @Min(16) @Max(25) @Nullable Integer minimumAge,
        @NotNull @Size(max = 500) List<@NotNull @Valid QuoteAnswer> quotes) {

    /** As a delivery like this would be decided now, by these rules. */
    DecisionRound judgedBy(DispatchRules rules, Instant now) {
        return rules.rank(toQuotes(), Load.between(pickup, dropoff, orderValue), Set.of(), now);
    }

    private List<Quote> toQuotes() {
        return quotes.stream().map(QuoteAnswer::toQuote).toList();
    }

    record QuoteAnswer(
            @NotBlank @Size(max = 100) String id,
            @NotNull @Valid CourierAnswer courier,
            @Size(max = 20) @Nullable String vehicle,
            @Valid @Nullable Money fee,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta,
            @Nullable Instant expiresAt,
            @NotNull Boolean eligible,
            @Nullable List<@NotNull String> reasons) {

        Quote toQuote() {
            return new Quote(
                    id,
                    courier.id(),
                    courier.name(),
                    vehicle,
                    fee,
                    pickupEta,
                    dropoffEta,
                    expiresAt,
                    eligible,
                    Objects.requireNonNullElse(reasons, List.of()));
        }
    }

    record CourierAnswer(
            @NotBlank @Size(max = 100) String id,
            @NotBlank @Size(max = 200) String name) {}
}
