package io.orkestro.monolith.marketplace.sandbox;

import io.orkestro.platform.messaging.DueRows;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The trips' rows. A trip is at its next step, whoever drives it on. */
@Component
class Trips {

    private static final Duration LEASE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final DueRows<String> due;

    Trips(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.due = DueRows.of("sandbox_trip", "booking_id").keys(LEASE, jdbc, clock);
    }

    /** A trip under way. */
    record Trip(String bookingId, TripPlan plan, int nextStep) {

        boolean isOver() {
            return nextStep >= plan.steps().size();
        }

        Step step() {
            return plan.steps().get(nextStep);
        }

        Trip onward() {
            return new Trip(bookingId, plan, nextStep + 1);
        }
    }

    /** Once per booking. */
    void start(String bookingId, String deliveryId, TripPlan plan, Duration first) {
        jdbc.sql("""
                        insert into sandbox_trip (booking_id, delivery_id, plan, due_at)
                        values (:booking, :delivery, cast(:plan as jsonb), :due)
                        on conflict (booking_id) do nothing
                        """)
                .param("booking", bookingId)
                .param("delivery", deliveryId)
                .param("plan", json.writeValueAsString(plan))
                .param("due", clock.instant().plus(first).atOffset(ZoneOffset.UTC))
                .update();
    }

    List<String> claim(int most) {
        return due.claim(most);
    }

    Optional<Trip> lock(String bookingId) {
        return read("booking_id", bookingId);
    }

    Optional<Trip> lockOf(String deliveryId) {
        return read("delivery_id", deliveryId);
    }

    /** Where it goes on, and when. */
    void keep(Trip trip, Duration pause) {
        jdbc.sql("""
                        update sandbox_trip set plan = cast(:plan as jsonb), next_step = :step, due_at = :due
                        where booking_id = :booking
                        """)
                .param("plan", json.writeValueAsString(trip.plan()))
                .param("step", trip.nextStep())
                .param("due", clock.instant().plus(pause).atOffset(ZoneOffset.UTC))
                .param("booking", trip.bookingId())
                .update();
    }

    void end(String bookingId) {
        jdbc.sql("delete from sandbox_trip where booking_id = ?")
                .param(bookingId)
                .update();
    }

    private Optional<Trip> read(String column, String value) {
        return jdbc.sql("select booking_id, plan, next_step from sandbox_trip where " + column
                        + " = ? order by due_at desc limit 1 for update")
                .param(value)
                .query((row, _) -> new Trip(
                        row.getString("booking_id"),
                        json.readValue(row.getString("plan"), TripPlan.class),
                        row.getInt("next_step")))
                .optional();
    }
}
