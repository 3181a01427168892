package io.orkestro.platform.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.platform.handover.History.Mode;
import org.junit.jupiter.api.Test;

/** The rules, in many random histories; and the same with a part of them taken away, to see that it is noticed. */
class ModelTests {

    private static final int HISTORIES = 200_000;
    private static final int STEPS = 40;

    @Test
    void neverTwoOwnersNeverNobodyNoChangeLostNothingBornTwice() {
        long claims = 0;
        long births = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = run(seed, Mode.FULL);
            assertThat(history.listed()).as("seed %d", seed).isFalse();
            claims += history.claims();
            births += history.births();
        }
        assertThat(births).as("most histories are about something").isGreaterThan(HISTORIES / 2);
        assertThat(claims).as("and it moves").isGreaterThan(2L * HISTORIES);
    }

    @Test
    void bornTwiceBecauseNoAnswerCameItEndsWithOneOwnerAndIsAlwaysListed() {
        long twice = 0;
        long lost = 0;
        for (long seed = 0; seed < HISTORIES / 4; seed++) {
            History history = run(seed, Mode.CREATES_GO_ON);
            twice += history.births() > 1 ? 1 : 0;
            lost += history.lostOfTwo() ? 1 : 0;
            assertThat(history.listed())
                    .as("seed %d, %d births", seed, history.births())
                    .isEqualTo(history.births() > 1);
        }
        assertThat(twice).as("the price of creates that go on").isPositive();
        assertThat(lost).as("of which some had gone on").isPositive();
    }

    @Test
    void withoutTheMarkOfABirthAloneSomeAreNotListed() {
        long unlisted = 0;
        for (long seed = 0; seed < HISTORIES / 4; seed++) {
            History history = run(seed, Mode.CREATES_GO_ON_UNMARKED);
            unlisted += history.births() > 1 && !history.listed() ? 1 : 0;
        }
        assertThat(unlisted).isPositive();
    }

    @Test
    void withoutTheMessageALostAnswerLosesTheOwner() {
        assertFound(Mode.WITHOUT_HANDED_OVER, "0 owners");
    }

    @Test
    void withoutFencesItIsBornTwice() {
        assertFound(Mode.WITHOUT_FENCES, "");
    }

    @Test
    void withoutLookingAgainUnderTheLockItIsBornTwice() {
        assertFound(Mode.WITHOUT_RECHECK, "");
    }

    @Test
    void withoutSayingWhenItWasLastOwnedWhatItCarriesIsLost() {
        assertFound(Mode.WITHOUT_LAST_OWNED, "loaded");
    }

    private static void assertFound(Mode mode, String what) {
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < HISTORIES / 10; seed++) {
                        run(seed, mode);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what)
                .hasMessageContaining("seed");
    }

    private static History run(long seed, Mode mode) {
        History history = new History(seed, mode);
        try {
            history.run(STEPS);
        } catch (AssertionError e) {
            throw new AssertionError("seed %d, %s: %s".formatted(seed, mode, e.getMessage()), e);
        }
        return history;
    }
}
