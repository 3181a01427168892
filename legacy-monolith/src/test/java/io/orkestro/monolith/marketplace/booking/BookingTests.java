package io.orkestro.monolith.marketplace.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.routing.Decision;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookingTests {

    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant ANSWER_BY = START.plusSeconds(60);
    private static final Instant SOON = START.plusSeconds(10);
    private static final Instant LATE = START.plusSeconds(61);

    /** Every step from every place. */
    @ParameterizedTest(name = "{0}: {1} is {2}, then {3} {4}")
    @CsvSource(textBlock = """
            # from,     step,     outcome,  status,    reason
            offered,    confirm,  Moved,    CONFIRMED,
            offered,    lateYes,  Illegal,  OFFERED,
            offered,    reject,   Moved,    REJECTED,  no_driver
            offered,    drop,     Illegal,  OFFERED,
            offered,    tooEarly, Repeated, OFFERED,
            offered,    expire,   Moved,    EXPIRED,   no_answer
            offered,    withdraw, Moved,    WITHDRAWN, cancelled
            offered,    pickUp,   Repeated, OFFERED,
            offered,    complete, Moved,    WITHDRAWN, delivery_ended
            confirmed,  confirm,  Repeated, CONFIRMED,
            confirmed,  lateYes,  Repeated, CONFIRMED,
            confirmed,  reject,   Illegal,  CONFIRMED,
            confirmed,  drop,     Moved,    WITHDRAWN, dropped_out
            confirmed,  expire,   Repeated, CONFIRMED,
            confirmed,  withdraw, Moved,    WITHDRAWN, cancelled
            confirmed,  pickUp,   Moved,    CONFIRMED,
            confirmed,  complete, Moved,    COMPLETED,
            pickedUp,   drop,     Illegal,  CONFIRMED,
            pickedUp,   pickUp,   Repeated, CONFIRMED,
            pickedUp,   withdraw, Moved,    WITHDRAWN, cancelled
            pickedUp,   complete, Moved,    COMPLETED,
            rejected,   confirm,  Illegal,  REJECTED,  no_driver
            rejected,   reject,   Repeated, REJECTED,  no_driver
            rejected,   drop,     Illegal,  REJECTED,  no_driver
            rejected,   expire,   Repeated, REJECTED,  no_driver
            rejected,   withdraw, Repeated, REJECTED,  no_driver
            rejected,   complete, Repeated, REJECTED,  no_driver
            expired,    confirm,  Illegal,  EXPIRED,   no_answer
            expired,    reject,   Illegal,  EXPIRED,   no_answer
            expired,    expire,   Repeated, EXPIRED,   no_answer
            expired,    withdraw, Repeated, EXPIRED,   no_answer
            withdrawn,  confirm,  Illegal,  WITHDRAWN, cancelled
            withdrawn,  reject,   Illegal,  WITHDRAWN, cancelled
            withdrawn,  drop,     Illegal,  WITHDRAWN, cancelled
            withdrawn,  withdraw, Repeated, WITHDRAWN, cancelled
            withdrawn,  complete, Repeated, WITHDRAWN, cancelled
            dropped,    drop,     Repeated, WITHDRAWN, dropped_out
            dropped,    confirm,  Illegal,  WITHDRAWN, dropped_out
            completed,  confirm,  Illegal,  COMPLETED,
            completed,  drop,     Illegal,  COMPLETED,
            completed,  withdraw, Repeated, COMPLETED,
            completed,  complete, Repeated, COMPLETED,
            """)
    void movesOnlyWhereItMay(String from, String step, String outcome, BookingStatus status, String reason) {
        Booking booking = at(from);
        long before = booking.snapshot().sequence();

        Transition transition = take(booking, step);

        assertThat(transition.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(transition.booking().status()).isEqualTo(status);
        assertThat(transition.booking().reason()).isEqualTo(reason);
        assertThat(booking.snapshot()).isEqualTo(transition.booking());
        assertThat(booking.snapshot().sequence()).isEqualTo(outcome.equals("Moved") ? before + 1 : before);
    }

    @Test
    void isBornOfferedWithTheMonolith() {
        BookingSnapshot born = at("offered").snapshot();
        assertThat(born.status()).isEqualTo(BookingStatus.OFFERED);
        assertThat(born.epoch()).isEqualTo(1);
        assertThat(born.sequence()).isEqualTo(1);
    }

    private static Booking at(String where) {
        Booking booking = offered();
        switch (where) {
            case "offered" -> {}
            case "confirmed" -> booking.confirm(Acceptance.BARE, SOON);
            case "pickedUp" -> {
                booking.confirm(Acceptance.BARE, SOON);
                booking.pickUp(SOON);
            }
            case "rejected" -> booking.reject("no_driver", SOON);
            case "expired" -> booking.expire(LATE);
            case "withdrawn" -> booking.withdraw("cancelled", SOON);
            case "dropped" -> {
                booking.confirm(Acceptance.BARE, SOON);
                booking.drop("flat_tyre", SOON);
            }
            case "completed" -> {
                booking.confirm(Acceptance.BARE, SOON);
                booking.complete(SOON);
            }
            default -> throw new IllegalArgumentException(where);
        }
        return booking;
    }

    private static Transition take(Booking booking, String step) {
        return switch (step) {
            case "confirm" -> booking.confirm(Acceptance.BARE, SOON);
            case "lateYes" -> booking.confirm(Acceptance.BARE, LATE);
            case "reject" -> booking.reject("no_driver", SOON);
            case "drop" -> booking.drop("flat_tyre", SOON);
            case "tooEarly" -> booking.expire(SOON);
            case "expire" -> booking.expire(LATE);
            case "withdraw" -> booking.withdraw("cancelled", SOON);
            case "pickUp" -> booking.pickUp(SOON);
            case "complete" -> booking.complete(SOON);
            default -> throw new IllegalArgumentException(step);
        };
    }

    private static Booking offered() {
        BookingRequestedMessage request = SampleBookings.request(ANSWER_BY);
        Job job = SampleBookings.job(request.load());
        return Booking.offered(request, job, Decision.allMonolith(), 1, START);
    }
}
