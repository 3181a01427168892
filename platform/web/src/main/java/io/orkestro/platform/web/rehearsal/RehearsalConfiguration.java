package io.orkestro.platform.web.rehearsal;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Rehearsals, in every application behind the edge. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("orkestro.token.audience")
class RehearsalConfiguration {

    @Bean
    WebMvcRegistrations rehearsingControllers(ObjectProvider<Rehearsals> rehearsals) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new RehearsingHandlerAdapter(rehearsals);
            }
        };
    }

    /** Where there is something to roll back. */
    @AutoConfiguration(
            afterName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
                "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
            })
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnProperty("orkestro.token.audience")
    @ConditionalOnClass(JdbcTemplate.class)
    @ConditionalOnBean(DataSource.class)
    @EnableConfigurationProperties(RehearsalProperties.class)
    static class InADatabase {

        @Bean
        Rehearsals rehearsals(
                PlatformTransactionManager transactions, DataSource dataSource, RehearsalProperties properties) {
            return new Rehearsals(transactions, dataSource, properties);
        }

        @Bean
        OneTransaction oneTransactionPerRehearsal() {
            return new OneTransaction();
        }
    }
}
