package io.orkestro.dispatch.delivery;

import io.orkestro.platform.messaging.DueWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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
        return new DueWork<>(
                "dispatch-deadlines",
                pace.poll(),
                PARALLELISM,
                most -> claim(jdbc, clock.instant(), most),
                search::meetDeadline);
    }

    private static List<String> claim(JdbcClient jdbc, Instant now, int most) {
        return jdbc.sql("""
                        update delivery set next_due_at = :lease
                        where id = any(array(select id from delivery
                                     where next_due_at <= :now and epoch % 2 = 0
                                     order by next_due_at limit :most for update skip locked))
                        returning id
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("lease", now.plus(LEASE).atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> row.getString("id"))
                .list();
    }
}
