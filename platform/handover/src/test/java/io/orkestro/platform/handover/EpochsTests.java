package io.orkestro.platform.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.platform.routing.Side;
import org.junit.jupiter.api.Test;

class EpochsTests {

    @Test
    void oddIsTheMonolithsAndEvenTheServices() {
        assertThat(Epochs.ownerOf(1)).isEqualTo(Side.MONOLITH);
        assertThat(Epochs.ownerOf(2)).isEqualTo(Side.SERVICE);
        assertThat(Epochs.ownerOf(7)).isEqualTo(Side.MONOLITH);
        assertThatThrownBy(() -> Epochs.ownerOf(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNextIsTheLowestOfASideAboveAll() {
        for (Side side : Side.values()) {
            for (long a = 0; a < 12; a++) {
                for (long b = 0; b < 12; b++) {
                    long next = Epochs.nextOf(side, a, b);
                    assertThat(Epochs.ownerOf(next)).isEqualTo(side);
                    assertThat(next).isGreaterThan(Math.max(a, b));
                    assertThat(next - 2).isLessThanOrEqualTo(Math.max(a, b));
                }
            }
        }
        assertThat(Epochs.nextOf(Side.MONOLITH)).isEqualTo(1);
        assertThat(Epochs.nextOf(Side.SERVICE)).isEqualTo(2);
    }
}
