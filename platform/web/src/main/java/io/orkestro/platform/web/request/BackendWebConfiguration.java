package io.orkestro.platform.web.request;

import io.micrometer.observation.ObservationPredicate;
import io.orkestro.platform.observability.ActuatorPaths;
import io.orkestro.platform.observability.MetricsToken;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.Problems;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenVerifier;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** What every servlet application behind the edge shares. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(Problems.class)
class BackendWebConfiguration {

    static final int REQUEST_ID_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;
    static final int METRICS_ORDER = Ordered.HIGHEST_PRECEDENCE + 12;
    static final int TOKEN_ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    StrictJson strictJson() {
        return new StrictJson();
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        FilterRegistrationBean<RequestIdFilter> registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(REQUEST_ID_ORDER);
        return registration;
    }

    @Bean
    FilterRegistrationBean<MetricsFilter> metricsFilter(MetricsToken token) {
        FilterRegistrationBean<MetricsFilter> registration = new FilterRegistrationBean<>(new MetricsFilter(token));
        registration.setOrder(METRICS_ORDER);
        return registration;
    }

    @Bean
    ServerRequestObservationConvention requestSpans() {
        return new RequestSpans();
    }

    /** A probe is no request. */
    @Bean
    ObservationPredicate probesAreNotObserved() {
        return (_, context) -> !(context instanceof ServerRequestObservationContext request)
                || request.getCarrier() == null
                || !ActuatorPaths.isOne(
                        PathContainer.parsePath(request.getCarrier().getRequestURI()));
    }

    @Bean
    WebMvcConfigurer logLinesNameTheirSubject() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new SubjectInterceptor());
            }
        };
    }

    /** Applications that the edge calls name their audience; the console, which people log in to, does not. */
    @AutoConfiguration
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnProperty("orkestro.token.audience")
    @EnableConfigurationProperties(TokenProperties.class)
    static class BehindTheEdge implements WebMvcConfigurer {

        @Bean
        FilterRegistrationBean<TokenFilter> tokenFilter(TokenProperties properties, Clock clock, JsonMapper json) {
            TokenVerifier verifier =
                    new TokenVerifier(properties.audience(), TokenSecret.ofBase64(properties.secret()), clock);
            FilterRegistrationBean<TokenFilter> registration =
                    new FilterRegistrationBean<>(new TokenFilter(verifier, json));
            registration.setOrder(TOKEN_ORDER);
            return registration;
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new CallerArgument());
        }
    }
}
