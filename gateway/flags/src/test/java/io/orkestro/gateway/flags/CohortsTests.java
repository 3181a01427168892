package io.orkestro.gateway.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.togglz.core.activation.Parameter;

class CohortsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keys         | acme shop42           |",
                "keys         | ''                    |",
                "keys         | Acme                  | not a routing key",
                "keys         | acme,shop             | separated by spaces",
                "keys         | ret_acme              | The key of this id is “acme”",
                "keys         | abcdefghijabcdefghij  |",
                "keys         | abcdefghijabcdefghijk | 1 to 20",
                "keys         | <script>              | not a routing key",
                "excludedKeys | a b C                 | “C”",
                "percent      | 0                     |",
                "percent      | 12.5                  |",
                "percent      | 12.50                 |",
                "percent      | 100.00                |",
                "percent      | ''                    |",
                "percent      | 100.01                | 0 to 100",
                "percent      | -1                    | 0 to 100",
                "percent      | 12.505                | two decimals",
                "percent      | '12,5'                | after a point",
                "percent      | ten                   | not a percentage",
                "percent      | 1e1                   | not a percentage",
            })
    void wrongTextsAreExplained(String name, String text, @Nullable String words) {
        StageParameter parameter = Cohorts.PARAMETERS.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findAny()
                .orElseThrow();

        assertThat(parameter.isValid(text)).isEqualTo(words == null);
        if (words != null) {
            assertThat(parameter.objection().apply(text)).contains(words);
        }
    }

    @Test
    void tooManyKeysAreAJobForThePercentage() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i <= 200; i++) {
            keys.append("k").append(i).append(' ');
        }

        assertThat(Cohorts.PARAMETERS.getFirst().objection().apply(keys.toString()))
                .contains("201 keys");
    }

    @Test
    void whatMeansTheSameIsSpeltTheSame() {
        Cohorts cohorts = Cohorts.of(Map.of("keys", " shop  acme shop ", "percent", "7"));

        assertThat(cohorts.texts()).isEqualTo(Map.of("keys", "acme shop", "excludedKeys", "", "percent", "7.00"));
        assertThat(cohorts.basisPoints()).isEqualTo(700);
        assertThat(Cohorts.of(Map.of()).percent()).isEqualTo("0.00");
        assertThat(Cohorts.of(Map.of("percent", "0.01")).basisPoints()).isEqualTo(1);
    }

    @Test
    void onlyTheStagesOfTheWayAreOfferedInItsOrder() {
        assertThat(new Stages()
                        .getActivationStrategies().stream()
                                .map(strategy -> strategy.getId() + " = " + strategy.getName())
                                .toList())
                .isEqualTo(List.of("shadow = 1 Shadow", "canary = 2 Canary", "live = 3 Live", "complete = 4 Complete"));
        assertThat(new Stages().getActivationStrategies())
                .allSatisfy(strategy -> assertThat(strategy.getParameters())
                        .extracting(Parameter::getName)
                        .contains("reason", "version"));
    }
}
