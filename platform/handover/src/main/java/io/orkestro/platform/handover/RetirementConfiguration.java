package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Backlog;
import io.orkestro.platform.messaging.Listening;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** For the application whose parts go, one after the other. */
@AutoConfiguration(after = HandoverConfiguration.class)
@ConditionalOnBean({Moving.class, Retirable.class})
class RetirementConfiguration {

    @Bean
    Retirement handoverRetirement(
            StoredRouting routing,
            Retired retired,
            Retirable retirable,
            ConfigurableListableBeanFactory beans,
            Listening listening,
            Backlog backlog) {
        return new Retirement(routing, retired, retirable, beans, listening, backlog);
    }

    @Bean
    RetiredEndpoints handoverRetiredEndpoints(Retirable retirable, Retired retired) {
        return new RetiredEndpoints(retirable, retired);
    }
}
