package io.orkestro.platform.web.idempotency;

import io.orkestro.platform.web.secret.SecretBox;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Idempotent POSTs for applications behind the edge that have a database. */
@AutoConfiguration(
        afterName = {
            "io.orkestro.platform.web.request.BackendWebConfiguration",
            "io.orkestro.platform.web.secret.SecretConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("orkestro.token.audience")
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean(DataSource.class)
@EnableScheduling
class IdempotencyConfiguration implements WebMvcConfigurer {

    private final JsonMapper json;

    IdempotencyConfiguration(JsonMapper json) {
        this.json = json;
    }

    @Bean
    FilterRegistrationBean<BodyKeepingFilter> bodyKeepingFilter() {
        FilterRegistrationBean<BodyKeepingFilter> registration = new FilterRegistrationBean<>(new BodyKeepingFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 30);
        return registration;
    }

    @Bean
    IdempotentRequests idempotentRequests(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            SecretBox secrets,
            Clock clock,
            ObjectProvider<AnswerListener> listener) {
        return new IdempotentRequests(
                jdbc,
                new TransactionTemplate(transactions),
                json,
                secrets,
                clock,
                (subject, answer) -> listener.ifAvailable(hears -> hears.answered(subject, answer)));
    }

    @Bean
    Sweep answeredRequestSweep(IdempotentRequests requests) {
        return new Sweep(requests);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PostedRequestArgument(json));
    }

    /** Keeps the table bounded. */
    record Sweep(IdempotentRequests requests) {

        @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
        void run() {
            requests.sweep();
        }
    }
}
