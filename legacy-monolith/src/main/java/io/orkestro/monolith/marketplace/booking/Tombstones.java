package io.orkestro.monolith.marketplace.booking;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Withdrawals that overtook their request and wait for it. */
@Component
class Tombstones {

    private final JdbcClient jdbc;
    private final Clock clock;

    Tombstones(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void raise(String bookingId, String courierId, String deliveryId, String reason) {
        jdbc.sql("""
                        insert into booking_tombstone (booking_id, courier_id, delivery_id, reason, created_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        bookingId,
                        courierId,
                        deliveryId,
                        reason,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Why the booking was withdrawn, where it was; asked once, as its row takes the tombstone's place. */
    Optional<String> take(String bookingId) {
        return jdbc.sql("delete from booking_tombstone where booking_id = ? returning reason")
                .param(bookingId)
                .query(String.class)
                .optional();
    }

    /** Those of one courier. */
    List<Tombstone> of(String courierId) {
        return jdbc.sql("select booking_id, delivery_id, reason from booking_tombstone where courier_id = ?")
                .param(courierId)
                .query((row, _) -> new Tombstone(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    void replace(String courierId, List<Tombstone> others) {
        jdbc.sql("delete from booking_tombstone where courier_id = ?")
                .param(courierId)
                .update();
        others.forEach(each -> raise(each.bookingId(), courierId, each.deliveryId(), each.reason()));
    }

    /** One withdrawal without its request. */
    record Tombstone(String bookingId, String deliveryId, String reason) {}
}
