package io.orkestro.dispatch.intake.rate;

import io.orkestro.dispatch.intake.connection.Connection;
import io.orkestro.dispatch.intake.connection.FallbackRate;
import io.orkestro.dispatch.intake.shop.Rate;
import io.orkestro.dispatch.intake.shop.RateQuestion;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Answers within a fixed time, whatever couriers do. */
@Component
public class Rates {

    private final Clock clock;

    Rates(Clock clock) {
        this.clock = clock;
    }

    public Rate rate(Connection connection, RateQuestion question) {
        FallbackRate fallback = connection.fallbackRate();
        return fallback == null
                ? new Rate.None("The retailer has no price of its own for when couriers do not answer")
                : new Rate.Offered(
                        fallback.fee(),
                        null,
                        clock.instant().plus(Duration.ofMinutes(fallback.dropoffMinutes())),
                        true);
    }
}
