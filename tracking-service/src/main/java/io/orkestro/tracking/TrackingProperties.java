package io.orkestro.tracking;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of tracking.
 *
 * @param etaMove an arrival that moves by more than this is told to others
 * @param maxAhead a fix recorded further in the future is ignored
 * @param maxAge an older fix is ignored
 * @param maxSpeedKmh a fix that would have taken more than this is ignored
 * @param pageLife how long after its end a delivery has a page
 * @param positionLife how long fixes are kept
 */
@Validated
@ConfigurationProperties("orkestro.tracking")
public record TrackingProperties(
        @NotNull @DefaultValue("2m") Duration etaMove,
        @NotNull @DefaultValue("10m") Duration maxAhead,
        @NotNull @DefaultValue("24h") Duration maxAge,
        @Positive @DefaultValue("300") double maxSpeedKmh,
        @NotNull @DefaultValue("30d") Duration pageLife,
        @NotNull @DefaultValue("30d") Duration positionLife) {}
