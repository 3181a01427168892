package io.orkestro.monolith.marketplace.booking;

import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What bookings do by themselves: they run out, and couriers are called about them. */
@Configuration(proxyBeanMethods = false)
class BookingTimers {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** Many, for a call holds nothing but a virtual thread, and one courier that hangs is not to hold up the others. */
    private static final int CALLS_AT_ONCE = 100;

    @Bean
    DueWork<Traced<CourierCall>> courierCallWork(CourierCalls calls, CallCouriers callCouriers, Traces traces) {
        return new DueWork<>(
                "courier-calls",
                POLL,
                CALLS_AT_ONCE,
                calls::claim,
                traces.continuing("call courier", callCouriers::make));
    }

    @Bean
    DueWork<String> bookingDeadlineWork(JdbcClient jdbc, EndBooking endBooking, Clock clock) {
        DueRows<String> due = DueRows.of("booking", "id").keys(LEASE, jdbc, clock);
        return new DueWork<>("booking-deadlines", POLL, 2, due::claim, endBooking::expire);
    }
}
