package io.orkestro.marketplace.adapter;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdapterBeans {

    /** One for all adapters: they share its connections and tokens. */
    @Bean
    CourierHttp courierHttp(Clock clock) {
        return new CourierHttp(clock);
    }
}
