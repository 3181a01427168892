package io.orkestro.dispatch.consignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** A window that leaves room is taken, one that does not is refused by the name of the end at fault. */
class WindowTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Property
    void whatLeavesRoomIsTaken(@ForAll("valid") Windows windows) {
        assertThat(windows.consignment().faults(NOW)).isEmpty();
    }

    /** What a retailer can get wrong, from a second to half a day. */
    enum Mistake {
        READY_IN_THE_PAST("pickup.readyAt", "pickup_ready_too_early") {
            @Override
            Windows in(Windows good, long by) {
                return good.with(field, NOW.minusSeconds(120 + by));
            }
        },
        READY_BEYOND_THE_HORIZON("pickup.readyAt", "pickup_ready_too_late") {
            @Override
            Windows in(Windows good, long by) {
                return good.with(field, NOW.plus(Windows.HORIZON).plusSeconds(by - 1));
            }
        },
        NO_TIME_TO_COME("pickup.deadlineAt", "pickup_deadline_too_early") {
            @Override
            Windows in(Windows good, long by) {
                return good.with(field, NOW.plusSeconds(1_200 - by));
            }
        },
        A_NARROW_PICK_UP("pickup.deadlineAt", "pickup_window_too_small") {
            @Override
            Windows in(Windows good, long by) {
                Instant ready = NOW.plusSeconds(90_000);
                return good.with("pickup.readyAt", ready).with(field, ready.plusSeconds(600 - by));
            }
        },
        A_NARROW_DROP_OFF("dropoff.deadlineAt", "dropoff_window_too_small") {
            @Override
            Windows in(Windows good, long by) {
                Instant ready = NOW.plusSeconds(90_000);
                return good.with("dropoff.readyAt", ready).with(field, ready.plusSeconds(1_200 - by));
            }
        },
        NO_TIME_TO_BE_THERE("dropoff.deadlineAt", "dropoff_deadline_too_early") {
            @Override
            Windows in(Windows good, long by) {
                Instant ready = NOW.plusSeconds(90_000);
                return good.with("pickup.readyAt", ready).with(field, ready.plusSeconds(1_200 - by));
            }
        },
        DROP_OFF_BEYOND_THE_HORIZON("dropoff.readyAt", "dropoff_ready_too_late") {
            @Override
            Windows in(Windows good, long by) {
                return good.with(field, NOW.plus(Windows.HORIZON).plusSeconds(by - 1));
            }
        },
        DROP_OFF_OPENS_TOO_LATE("dropoff.readyAt", "dropoff_ready_after_pickup_deadline") {
            @Override
            Windows in(Windows good, long by) {
                Instant over = NOW.plusSeconds(90_000);
                return good.with("pickup.deadlineAt", over).with(field, over.plusSeconds(by));
            }
        },
        DROP_OFF_OVER_FIRST("dropoff.deadlineAt", "dropoff_deadline_before_pickup_deadline") {
            @Override
            Windows in(Windows good, long by) {
                Instant over = NOW.plusSeconds(90_000);
                return good.with("pickup.deadlineAt", over).with(field, over.minusSeconds(by));
            }
        };

        final String field;
        final String code;

        Mistake(String field, String code) {
            this.field = field;
            this.code = code;
        }

        abstract Windows in(Windows good, long by);
    }

    @Property
    void aMistakeIsRefusedByItsName(
            @ForAll("valid") Windows good, @ForAll Mistake mistake, @ForAll @LongRange(min = 1, max = 43_200) long by) {
        assertThat(mistake.in(good, by).consignment().faults(NOW))
                .extracting(fault -> fault.field() + " " + fault.code())
                .contains(mistake.field + " " + mistake.code);
    }

    /** The end that is named is the one at fault: without it that complaint is gone. */
    @Property
    void theNamedEndIsTheOneAtFault(@ForAll("any") Windows windows) {
        for (FieldError fault : windows.consignment().faults(NOW)) {
            assertThat(windows.with(fault.field(), null).consignment().faults(NOW))
                    .extracting(FieldError::code)
                    .doesNotContain(fault.code());
        }
    }

    /** Nothing depends on the day, the hour or the time zone, but only on how far away it is. */
    @Property
    void theSameWindowsAtAnotherTimeAreJudgedAlike(
            @ForAll("any") Windows windows, @ForAll @LongRange(min = -40_000_000, max = 40_000_000) long seconds) {
        Duration by = Duration.ofSeconds(seconds);
        assertThat(windows.shifted(by).consignment().faults(NOW.plus(by)))
                .isEqualTo(windows.consignment().faults(NOW));
    }

    @Property
    void anAmendmentIsJudgedLikeAnOrderWithItsWindows(@ForAll("valid") Windows before, @ForAll("any") Windows change) {
        assertThat(before.consignment().faultsBroughtBy(change.amendment(), NOW))
                .isEqualTo(change.over(before).consignment().faults(NOW));
    }

    @Property
    void whatTimeHasDoneToAWindowIsNobodysFault(
            @ForAll("valid") Windows before, @ForAll @LongRange(max = 5_000_000) long seconds) {
        Instant later = NOW.plusSeconds(seconds);
        assertThat(before.consignment().faultsBroughtBy(new Amendment(null, null, null, Map.of("a", "b")), later))
                .isEmpty();
        assertThat(before.consignment().faultsBroughtBy(before.amendment(), later))
                .isEmpty();
    }

    /** Whether the old window had begun by then or not. */
    @Property
    void aWindowThatIsMovedIntoThePastIsRefusedByItsName(
            @ForAll("valid") Windows before,
            @ForAll @LongRange(max = 5_000_000) long seconds,
            @ForAll @LongRange(min = 121, max = 10_000) long ago) {
        Instant later = NOW.plusSeconds(seconds);
        Windows change = new Windows(later.minusSeconds(ago), null, null, null);
        if (change.pickupReady() != null && !change.pickupReady().equals(before.pickupReady())) {
            assertThat(before.consignment().faultsBroughtBy(change.amendment(), later))
                    .extracting(FieldError::field)
                    .contains("pickup.readyAt");
        }
    }

    @Provide
    Arbitrary<Windows> valid() {
        return Windows.valid(NOW);
    }

    @Provide
    Arbitrary<Windows> any() {
        return Windows.any(NOW);
    }
}
