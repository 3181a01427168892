package io.orkestro.dispatch.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MoneyTests {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    /** The amounts of the law are 0 to a million in major units, and nothing beyond. */
    @Property
    void onlyAmountsOfTheLawAreTaken(@ForAll long amount) {
        assertThat(VALIDATOR.validate(Money.of(amount, "GBP")).isEmpty())
                .isEqualTo(amount >= 0 && amount <= 100_000_000);
    }

    @Test
    void theEdgesOfTheLawBelongToIt() {
        assertThat(VALIDATOR.validate(Money.of(0, "GBP"))).isEmpty();
        assertThat(VALIDATOR.validate(Money.of(100_000_000, "GBP"))).isEmpty();
        assertThat(VALIDATOR.validate(Money.of(-1, "GBP"))).hasSize(1);
        assertThat(VALIDATOR.validate(Money.of(100_000_001, "GBP"))).hasSize(1);
    }

    @Property
    void aCurrencyIsThreeCapitalLetters(@ForAll @AlphaChars @StringLength(max = 5) String currency) {
        boolean lawful = currency.length() == 3 && currency.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
        assertThat(VALIDATOR.validate(Money.of(1, currency)).isEmpty()).isEqualTo(lawful);
    }

    /** Also far outside the law, where a difference would overflow. */
    @Property
    void moreIsMore(@ForAll long a, @ForAll long b) {
        int order = BigInteger.valueOf(a).compareTo(BigInteger.valueOf(b));
        assertThat(Integer.signum(Money.of(a, "GBP").compareTo(Money.of(b, "GBP"))))
                .isEqualTo(order);
        assertThat(Money.of(a, "GBP").isMoreThan(Money.of(b, "GBP"))).isEqualTo(order > 0);
    }

    @Property
    void acrossCurrenciesNothingIsMore(
            @ForAll @LongRange(max = 100_000_000) long a, @ForAll @LongRange(max = 100_000_000) long b) {
        assertThatThrownBy(() -> Money.of(a, "GBP").isMoreThan(Money.of(b, "EUR")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GBP")
                .hasMessageContaining("EUR");
        assertThat(Money.of(a, "GBP")).isNotEqualTo(Money.of(a, "EUR"));
    }
}
