package io.orkestro.notification.news;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTests {

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "+447700900123, +44********23",
        "+39061234567, +39*******67",
        "12345, *****",
        "rosa.neri@example.com, r***@example.com",
        "a@b.it, a***@b.it",
        "@odd, ***@odd"
    })
    void enoughToRecogniseTooLittleToUse(String address, String shown) {
        assertThat(Masking.mask(address)).isEqualTo(shown);
    }
}
