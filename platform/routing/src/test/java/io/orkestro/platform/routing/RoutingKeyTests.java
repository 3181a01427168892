package io.orkestro.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingKeyTests {

    @ParameterizedTest
    @CsvSource({"ret_demo, demo", "dlv_demo_abc234, demo", "trk_7eleven_ABC, 7eleven", "crr_swift, swift"})
    void everyPublicIdCarriesItsKey(String id, String key) {
        assertThat(RoutingKey.inPublicId(id)).contains(new RoutingKey(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deliveries",
                "dlv",
                "dlv_",
                "dlv_Demo_x",
                "dlv_demo_",
                "dlv_demo_x_y",
                "delivery_demo_x",
                "../dlv_a_b"
            })
    void whatIsNoPublicIdHasNoKey(String text) {
        assertThat(RoutingKey.inPublicId(text)).isEmpty();
    }

    @Test
    void aKeyIsShortAndPlain() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoutingKey("Demo"));
        assertThatIllegalArgumentException().isThrownBy(() -> new RoutingKey("x".repeat(21)));
    }

    @Test
    void aDecisionSurvivesItsEncoding() {
        for (int bits = 0; bits < 16; bits++) {
            StringBuilder encoded = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                encoded.append(((bits >> i) & 1) == 0 ? 'M' : 'S');
            }
            assertThat(Decision.decode(encoded.toString()).encoded()).isEqualTo(encoded.toString());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Decision.decode("MMX"));
    }
}
