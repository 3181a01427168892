package io.orkestro.tracking.stream;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of streams.
 *
 * @param life after which a stream ends and its client comes back; below the edge's two minutes, so that it ends well
 * @param heartbeat the longest silence; below the edge's patience of 30 s with a backend that says nothing
 * @param limit how many there may be at once; each costs some 50 KB
 * @param perTopic how many may look at one thing
 */
@Validated
@ConfigurationProperties("orkestro.tracking.stream")
record StreamProperties(
        @NotNull @DefaultValue("110s") Duration life,
        @NotNull @DefaultValue("15s") Duration heartbeat,
        @Positive @DefaultValue("2000") int limit,
        @Positive @DefaultValue("50") int perTopic) {}
