package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Amounts as shops write them. */
public final class Amounts {

    private static final long MOST = 100_000_000;

    private Amounts() {}

    /**
     * {@code "12.50"} with {@code GBP} is 1250 pence; yen have no minor unit.
     *
     * @return empty where it is no amount, negative, or in a currency that ISO 4217 does not know
     */
    public static Optional<Money> ofDecimal(@Nullable String decimal, @Nullable String currency) {
        if (decimal == null || currency == null || decimal.length() > 30) {
            return Optional.empty();
        }
        try {
            String code = currency.strip().toUpperCase(Locale.ROOT);
            int digits = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
            BigDecimal minor =
                    new BigDecimal(decimal.strip()).movePointRight(digits).setScale(0, RoundingMode.HALF_UP);
            return ofMinor(minor, code);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** An amount that is in minor units already. */
    public static Optional<Money> ofMinor(long amount, @Nullable String currency) {
        if (currency == null) {
            return Optional.empty();
        }
        try {
            String code = Currency.getInstance(currency.strip().toUpperCase(Locale.ROOT))
                    .getCurrencyCode();
            return ofMinor(BigDecimal.valueOf(amount), code);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Money> ofMinor(BigDecimal minor, String currency) {
        boolean possible = minor.signum() >= 0 && minor.compareTo(BigDecimal.valueOf(MOST)) <= 0;
        return possible ? Optional.of(Money.of(minor.longValueExact(), currency)) : Optional.empty();
    }
}
