package io.orkestro.dispatch.intake.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orkestro.dispatch.intake.shop.IntakeProperties;
import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Works through what is due, and forgets what is long done. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeProperties.class)
class EventConfiguration {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int PARALLELISM = 8;

    @Bean
    DueWork<Traced<ShopEvents.Due>> shopEventsToWork(ShopEvents events, WorkEvents work, Traces traces) {
        return new DueWork<>(
                "shop-events", POLL, PARALLELISM, events::claim, traces.continuing("work shop event", work::work));
    }

    @Bean
    MeterBinder intakeMeters(ShopEvents events) {
        return registry -> Gauge.builder("orkestro.intake.events.waiting", events, ShopEvents::countWaiting)
                .description("Shop events that are still to be worked through, now or at their next try")
                .register(registry);
    }

    /** Bodies are full of people. */
    @Component
    static class Forget {

        private static final Duration KEPT = Duration.ofDays(30);
        private static final int AT_ONCE = 1_000;

        private final ShopEvents events;
        private final Clock clock;

        Forget(ShopEvents events, Clock clock) {
            this.events = events;
            this.clock = clock;
        }

        @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
        void old() {
            while (events.forget(clock.instant().minus(KEPT), AT_ONCE) == AT_ONCE) {
                // More of them.
            }
        }
    }
}
