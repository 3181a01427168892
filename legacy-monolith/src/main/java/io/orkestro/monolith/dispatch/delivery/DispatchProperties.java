package io.orkestro.monolith.dispatch.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The pace of dispatch.
 *
 * @param quotesBeforePickup how long before a later pick-up couriers are asked
 * @param quotesWithin how long to wait for quotes before asking again
 * @param pause between two rounds of a search
 * @param minimumSearch the least a retailer may set as the time to give up
 * @param poll how long at most a deadline waits to be noticed
 * @param cancellation what calling off costs
 * @param currency of fees of nothing, where neither order nor courier names one
 */
@Validated
@ConfigurationProperties("orkestro.dispatch")
public record DispatchProperties(
        @DefaultValue("45m") @NotNull Duration quotesBeforePickup,
        @DefaultValue("30s") @NotNull Duration quotesWithin,
        @DefaultValue("30s") @NotNull Duration pause,
        @DefaultValue("180s") @NotNull Duration minimumSearch,
        @DefaultValue("500ms") @NotNull Duration poll,
        @DefaultValue @Valid @NotNull CancellationRate cancellation,
        @DefaultValue("GBP") @Pattern(regexp = "[A-Z]{3}") String currency) {}
