package io.orkestro.dispatch.intake.rate;

import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the marketplace answers. */
@Configuration(proxyBeanMethods = false)
class RateNews {

    @Bean
    Subscription intakeHearsMarketplace(RateAnswers answers) {
        return Subscription.of("intake", Capability.COURIER_MARKETPLACE.slug())
                .onAddressed("rates.ready.v1", RatesReadyMessage.class, (_, answer) -> answers.arrived(answer))
                .build();
    }
}
