package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the handover.
 *
 * @param side whose epochs this application gives; the same as {@code orkestro.messaging.side}
 * @param peers the application on the other side, by capability ({@code dispatch: legacy-monolith}); one that is not named
 *     among {@code orkestro.internal.peers} with url and secret counts as absent, and its capability as owned here alone
 * @param heartbeat how often the other side is told how far it has heard
 * @param backfillRate rows a second and kind
 * @param claimWithin how long a claim takes at most
 * @param readWithin how long an owner is asked for its snapshot at most
 * @param recheckAfter how long the sweep gives messages under way before it believes what it found
 */
@ConfigurationProperties("orkestro.handover")
record HandoverProperties(
        @DefaultValue("monolith") Side side,
        @DefaultValue Map<Capability, String> peers,
        @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("200") int backfillRate,
        @DefaultValue("1s") Duration claimWithin,
        @DefaultValue("300ms") Duration readWithin,
        @DefaultValue("5s") Duration recheckAfter) {

    HandoverProperties {
        if (backfillRate < 1 || backfillRate > 100_000) {
            throw new IllegalArgumentException(
                    "orkestro.handover.backfill-rate is %d, must be 1 to 100000".formatted(backfillRate));
        }
    }
}
