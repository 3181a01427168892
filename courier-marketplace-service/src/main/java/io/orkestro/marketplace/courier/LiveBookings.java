package io.orkestro.marketplace.courier;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many bookings couriers have to honour or to answer; exact for whoever holds the courier's lock. */
@Component
public class LiveBookings {

    private final JdbcClient jdbc;

    LiveBookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public int of(String courierId) {
        return jdbc.sql("select count(*) from booking where courier_id = ? and status in ('OFFERED', 'CONFIRMED')")
                .param(courierId)
                .query(Integer.class)
                .single();
    }

    /** By courier; who is not in it has none. */
    public Map<String, Integer> of(Collection<String> courierIds) {
        Map<String, Integer> counts = new HashMap<>();
        jdbc.sql("""
                        select courier_id, count(*) from booking
                        where courier_id = any(?) and status in ('OFFERED', 'CONFIRMED') group by courier_id
                        """).param(courierIds.toArray(String[]::new)).query(row -> {
            counts.put(row.getString(1), row.getInt(2));
        });
        return counts;
    }
}
