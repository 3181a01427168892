package io.orkestro.dispatch.delivery;

import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.messaging.DueWork;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wakes deliveries whose time has come; only those the service owns, which are those of an even epoch. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatchProperties.class)
class Deadlines {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int PARALLELISM = 4;

    @Bean
    DueWork<String> dispatchDeadlines(JdbcClient jdbc, FindCourier search, DispatchProperties pace, Clock clock) {
        DueRows<String> due = DueRows.of("delivery", "id")
                .due("next_due_at")
                .where("epoch % 2 = 0")
                .keys(LEASE, jdbc, clock);
        return new DueWork<>("dispatch-deadlines", pace.poll(), PARALLELISM, due::claim, search::meetDeadline);
    }
}
