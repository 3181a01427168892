package io.orkestro.marketplace.sandbox;

import io.orkestro.platform.messaging.DueWork;
import java.time.Duration;
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
    DueWork<String> sandboxTripWork(Trips trips, DriveTrips driveTrips, SandboxProperties properties) {
        Duration poll = properties.scaled(POLL_MILLIS);
        if (poll.toMillis() > POLL_MILLIS) {
            poll = Duration.ofMillis(POLL_MILLIS);
        }
        return new DueWork<>(
                "sandbox-trips",
                poll.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : poll,
                TRIPS_AT_ONCE,
                trips::claim,
                driveTrips::drive);
    }
}
