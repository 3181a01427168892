package io.orkestro.notification.feed;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
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
record FeedProperties(@NotNull @DefaultValue("30d") Duration life) {}
