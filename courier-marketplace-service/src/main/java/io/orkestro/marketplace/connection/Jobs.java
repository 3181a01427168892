package io.orkestro.marketplace.connection;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Under which id a courier carries a booking. It may change, and the one told last counts. */
@Component
class Jobs {

    private final JdbcClient jdbc;
    private final Clock clock;

    Jobs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void remember(String bookingId, String courierId, String jobId) {
        jdbc.sql("""
                        insert into courier_job (booking_id, courier_id, job_id, told_at)
                        values (:booking, :courier, :job, :now)
                        on conflict (booking_id) do update set job_id = excluded.job_id, told_at = excluded.told_at
                          where courier_job.job_id <> excluded.job_id
                        """)
                .param("booking", bookingId)
                .param("courier", courierId)
                .param("job", jobId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<String> jobOf(String bookingId) {
        return jdbc.sql("select job_id from courier_job where booking_id = ?")
                .param(bookingId)
                .query(String.class)
                .optional();
    }

    Optional<String> bookingOf(String courierId, String jobId) {
        return jdbc.sql("""
                        select booking_id from courier_job where courier_id = ? and job_id = ?
                        order by told_at desc limit 1
                        """).params(courierId, jobId).query(String.class).optional();
    }
}
