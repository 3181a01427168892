package io.orkestro.notification.news;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of what is heard and remembered.
 *
 * @param life how long a delivery is remembered, with whom it goes to, once it is over and nothing more is heard of it
 * @param lookBack how long what was told is kept for endpoints and rules of the other side's that are on their way
 */
@Validated
@ConfigurationProperties("orkestro.notification.news")
record NewsProperties(
        @NotNull @DurationMin(days = 1) @DefaultValue("90d") Duration life,

        @NotNull @DurationMin(seconds = 1) @DefaultValue("1h")
        Duration lookBack) {}
