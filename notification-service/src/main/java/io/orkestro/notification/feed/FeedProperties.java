package io.orkestro.notification.feed;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the feed.
 *
 * @param life how long events are kept
 */
@Validated
@ConfigurationProperties("orkestro.notification.feed")
record FeedProperties(
        @NotNull @DurationMin(days = 1) @DefaultValue("90d") Duration life) {}
