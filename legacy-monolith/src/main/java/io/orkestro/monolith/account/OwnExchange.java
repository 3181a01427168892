package io.orkestro.monolith.account;

import org.springframework.amqp.core.TopicExchange;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** News of retailers and stores is said on it, whether or not anybody here listens to it: notification does, until it leaves. */
@Configuration(proxyBeanMethods = false)
class OwnExchange {

    @Bean
    TopicExchange accountExchange(@Value("${orkestro.messaging.prefix:}") String prefix) {
        return new TopicExchange(prefix + Accounts.EXCHANGE);
    }
}
