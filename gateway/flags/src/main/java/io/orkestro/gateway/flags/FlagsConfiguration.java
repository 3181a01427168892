package io.orkestro.gateway.flags;

import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.messaging.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.manager.FeatureManagerBuilder;
import org.togglz.core.user.UserProvider;
import tools.jackson.databind.json.JsonMapper;

/** Togglz as the console uses it. Whoever imports this says who the user is, whether a service is ready and what is latched. */
@Configuration(proxyBeanMethods = false)
public class FlagsConfiguration {

    @Bean
    Audit audit(JdbcClient jdbc, JsonMapper json, Clock clock) {
        return new Audit(jdbc, json, clock);
    }

    @Bean
    Flags flags(
            JdbcClient jdbc,
            JsonMapper json,
            Audit audit,
            Outbox outbox,
            Backfill backfill,
            Latch latch,
            Retirement retirement,
            UserProvider users,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new Flags(
                jdbc,
                json,
                audit,
                outbox,
                backfill,
                latch,
                retirement,
                users,
                new TransactionTemplate(transactions),
                clock);
    }

    @Bean
    FeatureManager featureManager(Flags flags, UserProvider users) {
        return FeatureManagerBuilder.begin()
                .featureEnum(Flag.class)
                .stateRepository(flags)
                .userProvider(users)
                .activationStrategyProvider(new Stages())
                .build();
    }
}
