package io.orkestro.marketplace.money;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * An amount of money.
 *
 * @param amount in minor units (pence), 0 to 100,000,000
 * @param currency ISO 4217
 */
public record Money(
        @PositiveOrZero @Max(100_000_000) long amount,

        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "is an ISO 4217 code such as GBP")
        String currency)
        implements Comparable<Money> {

    public static Money of(long amount, String currency) {
        return new Money(amount, currency);
    }

    public boolean isMoreThan(Money other) {
        return compareTo(other) > 0;
    }

    /**
     * @throws IllegalArgumentException across currencies, which have no order
     */
    @Override
    public int compareTo(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("%s and %s cannot be compared".formatted(currency, other.currency));
        }
        return Long.compare(amount, other.amount);
    }
}
