package io.orkestro.gateway.console.flag;

import io.orkestro.gateway.console.page.Templates;
import io.orkestro.gateway.flags.Flags;
import io.orkestro.gateway.flags.FlagsConfiguration;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.user.UserProvider;
import org.togglz.spring.security.SpringSecurityUserProvider;

/** Togglz in the console. Its actuator endpoint is left out: it knows no reason, no version and no audit. */
@Configuration(proxyBeanMethods = false)
@Import(FlagsConfiguration.class)
class FlagConfiguration {

    @Bean
    UserProvider togglzUsers() {
        return new SpringSecurityUserProvider("ROLE_ADMIN");
    }

    /** Where the table is told. Here for whoever comes first to a fresh broker: a message to no exchange is an error. */
    @Bean
    Declarables routingExchange(@Value("${orkestro.messaging.prefix:}") String prefix) {
        TopicExchange exchange = new TopicExchange(prefix + "routing");
        exchange.setIgnoreDeclarationExceptions(true);
        return new Declarables(exchange);
    }

    /** At the start and once a minute, for applications that were born after the last change. */
    @Bean
    RoutingReminder routingReminder(Flags flags) {
        return new RoutingReminder(flags);
    }

    /** Only its own two paths: what else is under /togglz-console are pages of ours. */
    @Bean
    ServletRegistrationBean<TogglzConsole> togglzConsole(
            ObjectProvider<FeatureManager> features, ObjectProvider<Flags> flags, Templates templates) {
        TogglzConsole console =
                new TogglzConsole(() -> new FlagPages(features.getObject(), flags.getObject(), templates), templates);
        return new ServletRegistrationBean<>(
                console, TogglzConsole.PATH + IndexPage.PATH, TogglzConsole.PATH + EditPage.PATH);
    }
}
