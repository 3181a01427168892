package io.orkestro.monolith.marketplace.sandbox;

import io.orkestro.monolith.marketplace.booking.LookUpBooking;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.messaging.DueWork;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Drives the sandbox's trips. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxProperties.class)
class SandboxTimers {

    private static final Duration SHORTEST_POLL = Duration.ofMillis(20);
    private static final long POLL_MILLIS = 200;
    private static final int TRIPS_AT_ONCE = 4;

    @Bean
    DueWork<String> sandboxTripWork(
            Trips trips,
            DriveTrips driveTrips,
            LookUpBooking bookings,
            @Qualifier("courierOwnership") Ownership couriers,
            SandboxProperties properties) {
        Duration poll = properties.scaled(POLL_MILLIS);
        if (poll.toMillis() > POLL_MILLIS) {
            poll = Duration.ofMillis(POLL_MILLIS);
        }
        return new DueWork<>(
                "sandbox-trips",
                poll.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : poll,
                TRIPS_AT_ONCE,
                trips::claim,
                // A yes or no is the courier's, and is said wherever that is owned.
                booking -> bookings.courierOf(booking)
                        .ifPresent(courier -> couriers.write(courier, () -> {
                            driveTrips.drive(booking);
                            return true;
                        })));
    }
}
