package io.orkestro.gateway.console.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Shares that were counted, and how sure they are. */
class IntervalTests {

    /** Values of Wilson's interval, as any table or statistics package has them. */
    @Test
    void sharesNearNothingHaveAnUpperBoundAndNoNegativeOne() {
        assertThat(Interval.of(0, 100).low()).isZero();
        assertThat(Interval.of(0, 100).high()).isEqualTo(0.0370, within(0.0001));
        assertThat(Interval.of(10, 100).low()).isEqualTo(0.0552, within(0.0001));
        assertThat(Interval.of(10, 100).high()).isEqualTo(0.1744, within(0.0001));
        assertThat(Interval.of(100, 100).high()).isEqualTo(1);
    }

    @Test
    void itIsSaidInPercent() {
        assertThat(Interval.of(13, 1200).words()).isEqualTo("1.08 % (0.63 to 1.84 %)");
    }
}
