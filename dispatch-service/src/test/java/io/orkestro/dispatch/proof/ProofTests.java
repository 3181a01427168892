package io.orkestro.dispatch.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.consignment.Requirement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofTests {

    /** An age check proves what its outcome says. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            AGE_CHECK, 18,      18, true
            AGE_CHECK, 17,      18, false
            AGE_CHECK, 17,      -,  true
            AGE_CHECK, over_18, 18, true
            AGE_CHECK, failed,  18, false
            AGE_CHECK, Refused, -,  false
            ID_CHECK,  passed,  18, true
            ID_CHECK,  no_id,   18, false
            PIN,       18,      18, false
            """)
    void aCheckThatWasMadeIsNotYetPassed(ProofType type, String value, @Nullable Integer minimumAge, boolean enough) {
        Proof proof = proof(type, Proof.Where.DROPOFF, value);
        assertThat(Proof.missing(List.of(Requirement.AGE_CHECK), minimumAge, List.of(proof)))
                .isEqualTo(enough ? List.of() : List.of(Requirement.AGE_CHECK));
    }

    @Test
    void whatWasProvedAtThePickUpProvesNothingAtTheDoor() {
        Proof proof = proof(ProofType.BARCODE, Proof.Where.PICKUP, "4711");
        assertThat(Proof.missing(List.of(Requirement.BARCODE, Requirement.COLD), null, List.of(proof)))
                .containsExactly(Requirement.BARCODE);
    }

    private static Proof proof(ProofType type, Proof.Where where, String value) {
        return new Proof("prf_acme_1", type, where, Instant.EPOCH, null, null, value);
    }
}
