package io.orkestro.platform.messaging;

import io.orkestro.platform.web.internal.InternalDoor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** What is parked, at the inner door of applications that have one. */
@AutoConfiguration(
        after = MessagingConfiguration.class,
        afterName = "io.orkestro.platform.web.internal.InternalConfiguration")
@ConditionalOnClass(InternalDoor.class)
@ConditionalOnBean({InternalDoor.class, ParkedMessages.class})
class ParkedMessagesConfiguration {

    @Bean
    ParkedMessagesController parkedMessagesController(ParkedMessages parked) {
        return new ParkedMessagesController(parked);
    }
}
