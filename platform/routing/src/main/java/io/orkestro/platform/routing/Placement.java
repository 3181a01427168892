package io.orkestro.platform.routing;

import java.time.Instant;
import java.util.Set;

/**
 * Where one capability stands, with the parameters of its stage.
 *
 * @param stage where it stands; only {@link Stage#CANARY} looks at the parameters
 * @param keys served by the service whatever the percentage
 * @param excludedKeys never served by the service in canary; wins over {@code keys}
 * @param basisPoints share of the other keys, 0 to 10,000 (a percentage with two decimals)
 * @param changedAt when this placement was committed
 */
public record Placement(
        Stage stage, Set<RoutingKey> keys, Set<RoutingKey> excludedKeys, int basisPoints, Instant changedAt) {

    public Placement {
        if (basisPoints < 0 || basisPoints > Cohort.BUCKETS) {
            throw new IllegalArgumentException("basisPoints is 0 to 10,000, not " + basisPoints);
        }
        keys = Set.copyOf(keys);
        excludedKeys = Set.copyOf(excludedKeys);
    }

    public static Placement at(Stage stage, Instant changedAt) {
        return new Placement(stage, Set.of(), Set.of(), 0, changedAt);
    }

    Side sideOf(Capability capability, RoutingKey key) {
        return switch (stage) {
            case OFF, SHADOW -> Side.MONOLITH;
            case LIVE, COMPLETE -> Side.SERVICE;
            case CANARY -> inCanary(capability, key) ? Side.SERVICE : Side.MONOLITH;
        };
    }

    private boolean inCanary(Capability capability, RoutingKey key) {
        if (excludedKeys.contains(key)) {
            return false;
        }
        return keys.contains(key) || Cohort.bucketOf(capability, key) < basisPoints;
    }
}
