package io.orkestro.platform.web.internal;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Where there is an inner door and a pool of connections, the door gets some of its own. */
@AutoConfiguration
@ConditionalOnClass({HikariDataSource.class, AbstractDataSource.class})
@ConditionalOnProperty("orkestro.internal.port")
class InnerPoolConfiguration {

    @Bean
    static BeanPostProcessor innerPool() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? new InnerPool(pool) : bean;
            }
        };
    }
}
