package io.orkestro.notification.message;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of messages.
 *
 * @param from the sender of e-mails
 * @param smsUrl where texts are posted; empty is a sandbox
 * @param retries how long each further try waits for the one before it to have failed
 * @param delayWorthTelling how much later than told before an arrival must be to be told again
 * @param lease a process that dies while it sends leaves the message to others after so long
 * @param parallelism messages of one channel sent at once
 * @param poll how long at most a due message waits to be noticed
 * @param life how long messages are kept, with whom they went to
 */
@Validated
@ConfigurationProperties("orkestro.notification.messages")
record MessageProperties(
        @NotNull @Email @DefaultValue("no-reply@orkestro.example")
        String from,

        @NotNull @DefaultValue("") String smsUrl,

        @NotNull @DefaultValue({"10s", "1m", "5m", "30m", "2h", "6h"})
        List<Duration> retries,

        @NotNull @DefaultValue("10m") Duration delayWorthTelling,
        @NotNull @DefaultValue("2m") Duration lease,
        @Positive @DefaultValue("8") int parallelism,
        @NotNull @DefaultValue("500ms") Duration poll,
        @NotNull @DurationMin(days = 1) @DefaultValue("90d") Duration life) {}
