package io.orkestro.notification.webhook;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of webhooks.
 *
 * @param ladder how long each try waits for the one before it to have failed; its length is the number of tries
 * @param ladderScale multiplies the ladder, so that an afternoon can show what takes days
 * @param timeout for a whole try, from connecting to the end of the answer
 * @param parallelism tries at once
 * @param parallelismPerEndpoint tries at once to one endpoint, so that one that hangs delays nobody else
 * @param poll how long at most a due try waits to be noticed
 * @param givenUpBeforeDisabled an endpoint for which so many webhooks in a row were given up is disabled
 * @param secretOverlap how long the previous secret signs too
 * @param life how long webhooks and their tries are kept, bodies included; longer than the ladder
 * @param allowPrivateAddresses whether endpoints may be on this machine or in a private network, and be posted to without TLS
 */
@Validated
@ConfigurationProperties("orkestro.notification.webhooks")
record WebhookProperties(
        @NotEmpty @DefaultValue({"0s", "5s", "5m", "30m", "2h", "5h", "10h", "10h"})
        List<Duration> ladder,

        @Positive @DefaultValue("1") double ladderScale,
        @NotNull @DefaultValue("15s") Duration timeout,
        @Positive @DefaultValue("128") int parallelism,
        @Positive @DefaultValue("4") int parallelismPerEndpoint,
        @NotNull @DefaultValue("500ms") Duration poll,
        @Positive @DefaultValue("5") int givenUpBeforeDisabled,
        @NotNull @DefaultValue("24h") Duration secretOverlap,
        @NotNull @DurationMin(days = 2) @DefaultValue("30d") Duration life,
        @DefaultValue("false") boolean allowPrivateAddresses) {}
