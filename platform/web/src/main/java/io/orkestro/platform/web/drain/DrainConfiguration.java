package io.orkestro.platform.web.drain;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;

/**
 * A pause between saying "not ready", which Boot does first of all when an application is told to end, and closing the doors:
 * {@code orkestro.drain}, as long as whoever sends requests here needs to notice. Requests are answered meanwhile. There is
 * none unless it is set.
 */
@AutoConfiguration
@ConditionalOnProperty("orkestro.drain")
class DrainConfiguration {

    @Bean
    ApplicationListener<ContextClosedEvent> drain(
            @Value("${orkestro.drain}") Duration drain, ApplicationContext whole) {
        return event -> {
            if (event.getApplicationContext().equals(whole)) {
                pause(drain);
            }
        };
    }

    private static void pause(Duration drain) {
        try {
            Thread.sleep(drain);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
