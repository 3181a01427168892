package io.orkestro.dispatch.intake.csv;

import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Works through what is due, and forgets what is long done. */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Each has its file in memory. */
    private static final int PARALLELISM = 3;

    @Bean
    DueWork<Traced<Imports.Due>> importsToWork(Imports imports, WorkImports work, Traces traces) {
        return new DueWork<>(
                "imports", POLL, PARALLELISM, imports::claim, traces.continuing("work import", work::work));
    }

    /** Refused rows are full of people. */
    @Component
    static class ForgetImports {

        private static final Duration KEPT = Duration.ofDays(30);
        private static final int AT_ONCE = 10;

        private final Imports imports;
        private final Clock clock;

        ForgetImports(Imports imports, Clock clock) {
            this.imports = imports;
            this.clock = clock;
        }

        @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
        void old() {
            while (imports.forget(clock.instant().minus(KEPT), AT_ONCE) == AT_ONCE) {
                // More of them.
            }
        }
    }
}
