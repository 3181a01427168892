package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Couriers;
import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of what couriers are to be told: written with the change that causes it, called after the commit. */
@Component
class CourierCalls {

    /** Longer than a call and the transaction after it can take. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofHours(24);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final String COLUMNS = "id, kind, courier_id, booking_id, message_id, text, give_up_at, attempts";

    private final JdbcClient jdbc;
    private final Couriers couriers;
    private final List<CourierAdapter> adapters;
    private final ObjectProvider<DueWork<Traced<CourierCall>>> work;
    private final Clock clock;
    private final DueRows<Traced<CourierCall>> due;
    private final Traces traces;

    CourierCalls(
            JdbcClient jdbc,
            Couriers couriers,
            ObjectProvider<CourierAdapter> adapters,
            ObjectProvider<DueWork<Traced<CourierCall>>> work,
            Clock clock,
            Traces traces) {
        this.traces = traces;
        this.jdbc = jdbc;
        this.couriers = couriers;
        this.adapters = adapters.stream().toList();
        this.work = work;
        this.clock = clock;
        this.due = DueRows.of("courier_call", "id")
                .counting("attempts")
                .rows(
                        COLUMNS + ", traceparent",
                        (row, number) -> new Traced<>(read(row, number), row.getString("traceparent")),
                        LEASE,
                        jdbc,
                        clock);
    }

    /** Offers it until it must be answered. A courier that no adapter serves finds the offer by asking. */
    void offer(BookingSnapshot booking, Courier courier) {
        if (isCalled(courier)) {
            add(CourierCall.Kind.OFFER, booking, null, null, booking.answerBy());
        }
    }

    /** Where the offer has not left yet, it does not; otherwise the courier is told for as long as it takes, up to a day. */
    @Transactional
    public void withdraw(BookingSnapshot booking) {
        int unsent = jdbc.sql("delete from courier_call where booking_id = ? and kind = 'OFFER' and attempts = 0")
                .param(booking.id())
                .update();
        if (unsent == 0 && isCalled(booking.courierId())) {
            add(CourierCall.Kind.WITHDRAW, booking, null, null, clock.instant().plus(PATIENCE));
        }
    }

    void message(BookingSnapshot booking, String messageId, String text) {
        if (isCalled(booking.courierId())) {
            add(
                    CourierCall.Kind.MESSAGE,
                    booking,
                    messageId,
                    text,
                    clock.instant().plus(PATIENCE));
        }
    }

    /** Leases due calls; one that is not finished is due again when the lease ends. */
    List<Traced<CourierCall>> claim(int most) {
        return due.claim(most);
    }

    void done(CourierCall call) {
        jdbc.sql("delete from courier_call where id = ?").param(call.id()).update();
    }

    /** Later, twice as late each time, and no sooner than asked to; not at all where patience ends before. */
    void again(CourierCall call, Duration noSooner) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(call.attempts() - 1, 10));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        Instant due = clock.instant().plus(pause.compareTo(noSooner) > 0 ? pause : noSooner);
        if (due.isAfter(call.giveUpAt())) {
            done(call);
            return;
        }
        jdbc.sql("update courier_call set due_at = ? where id = ?")
                .params(at(due), call.id())
                .update();
    }

    /** What the other side is to tell one courier, should it own it. */
    List<CourierCall> of(String courierId) {
        if (isBornHere(courierId)) {
            return List.of();
        }
        return jdbc.sql("select %s from courier_call where courier_id = ?".formatted(COLUMNS))
                .param(courierId)
                .query(CourierCalls::read)
                .list();
    }

    /** The other side's, due at once: whether a call that was under way has arrived is not known. */
    void replace(String courierId, List<CourierCall> others) {
        if (isBornHere(courierId)) {
            return;
        }
        jdbc.sql("delete from courier_call where courier_id = ?")
                .param(courierId)
                .update();
        for (CourierCall call : others) {
            jdbc.sql("""
                            insert into courier_call
                                (id, kind, courier_id, booking_id, message_id, text, due_at, give_up_at, attempts)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                            """)
                    .param(call.id())
                    .param(call.kind().name())
                    .param(courierId)
                    .param(call.bookingId())
                    .param(call.messageId())
                    .param(call.text())
                    .param(at(clock.instant()))
                    .param(at(call.giveUpAt()))
                    .param(call.attempts())
                    .update();
        }
        work.getObject().wakeAfterCommit();
    }

    /** What the other side says of a booking, whose courier perhaps only this one can call. */
    void hear(BookingSnapshot booking) {
        switch (booking.status()) {
            case OFFERED ->
                couriers.findById(booking.courierId())
                        .filter(this::isBornHere)
                        .ifPresent(courier -> offer(booking, courier));
            case EXPIRED, WITHDRAWN -> {
                if (isBornHere(booking.courierId())) {
                    withdraw(booking);
                }
            }
            case CONFIRMED, REJECTED, COMPLETED -> {}
        }
    }

    private boolean isBornHere(String courierId) {
        return couriers.findById(courierId).filter(this::isBornHere).isPresent();
    }

    private boolean isBornHere(Courier courier) {
        return adapters.stream().anyMatch(adapter -> adapter.isBornHere() && adapter.serves(courier));
    }

    private boolean isCalled(String courierId) {
        return couriers.findById(courierId).filter(this::isCalled).isPresent();
    }

    private boolean isCalled(Courier courier) {
        return adapters.stream().anyMatch(adapter -> adapter.serves(courier));
    }

    private void add(
            CourierCall.Kind kind,
            BookingSnapshot booking,
            @Nullable String messageId,
            @Nullable String text,
            Instant giveUpAt) {
        jdbc.sql("""
                        insert into courier_call
                            (id, kind, courier_id, booking_id, message_id, text, due_at, give_up_at, traceparent)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(UUID.randomUUID())
                .param(kind.name())
                .param(booking.courierId())
                .param(booking.id())
                .param(messageId)
                .param(text)
                .param(at(clock.instant()))
                .param(at(giveUpAt))
                .param(traces.current())
                .update();
        work.getObject().wakeAfterCommit();
    }

    private static CourierCall read(ResultSet row, int number) throws SQLException {
        return new CourierCall(
                row.getObject("id", UUID.class),
                CourierCall.Kind.valueOf(row.getString("kind")),
                row.getString("courier_id"),
                row.getString("booking_id"),
                row.getString("message_id"),
                row.getString("text"),
                row.getObject("give_up_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
