package io.orkestro.gateway.edge.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTests {

    private static final String A = "http://localhost:1";
    private static final String B = "http://localhost:2";

    private final Places places = new Places(List.of(A, B));

    @Test
    void theOneThatIsReadyServes() {
        places.heard(A, false);
        places.heard(B, true);

        assertThat(places.chosen()).isEqualTo(B);
    }

    @Test
    void theOneThatBecameReadyLastTakesOver() {
        places.heard(A, true);
        assertThat(places.chosen()).isEqualTo(A);

        places.heard(B, true);
        places.heard(A, true);

        assertThat(places.chosen()).isEqualTo(B);
    }

    @Test
    void whereTheNewOneIsNotReadyAnyMoreTheOldOneGoesOn() {
        places.heard(A, true);
        places.heard(B, true);
        places.heard(B, false);

        assertThat(places.chosen()).isEqualTo(A);
    }

    @Test
    void whileNoneIsReadyTheChoiceStands() {
        places.heard(B, true);
        places.heard(B, false);

        assertThat(places.chosen()).isEqualTo(B);
    }

    @Test
    void whereNobodyListensTheOtherIsTriedWhateverIsKnownOfIt() {
        places.refused(A);
        assertThat(places.chosen()).isEqualTo(B);

        places.refused(A);
        assertThat(places.chosen()).as("somebody else was faster").isEqualTo(B);

        places.refused(B);
        assertThat(places.chosen()).isEqualTo(A);
    }

    @Test
    void aReadyOneIsNotLeftForOneThatRefuses() {
        places.heard(A, true);
        places.heard(B, true);
        places.refused(B);

        assertThat(places.chosen()).isEqualTo(A);
    }
}
