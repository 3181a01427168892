package io.orkestro.platform.routing;

import java.time.Instant;
import java.util.Set;

/**
 * Where one capability stands, with the parameters of its stage.
 *
 * @param stage where it stands; only {@link Stage#CANARY} decides by the parameters
 * @param keys served by the service whatever the percentage
 * @param excludedKeys never served by the service in canary; wins over {@code keys}
 * @param basisPoints share of the other keys, 0 to 10,000 (a percentage with two decimals)
 * @param sampleBasisPoints share of requests that the side which does not serve them is asked too, to compare: 0 to 10,000;
 *     changes nothing about who serves
 * @param changedAt when anybody's side last changed by it
 * @param returning the version of the table since which the monolith, retired, keeps replicas again; 0 where it does not.
 *     Only in {@link Stage#COMPLETE}
 */
public record Placement(
        Stage stage,
        Set<RoutingKey> keys,
        Set<RoutingKey> excludedKeys,
        int basisPoints,
        int sampleBasisPoints,
        Instant changedAt,
        long returning) {

    public Placement {
        requireShare("basisPoints", basisPoints);
        requireShare("sampleBasisPoints", sampleBasisPoints);
        if (returning < 0 || (returning > 0 && stage != Stage.COMPLETE)) {
            throw new IllegalArgumentException("Returning since %d in %s".formatted(returning, stage));
        }
        keys = Set.copyOf(keys);
        excludedKeys = Set.copyOf(excludedKeys);
    }

    public Placement(
            Stage stage,
            Set<RoutingKey> keys,
            Set<RoutingKey> excludedKeys,
            int basisPoints,
            int sampleBasisPoints,
            Instant changedAt) {
        this(stage, keys, excludedKeys, basisPoints, sampleBasisPoints, changedAt, 0);
    }

    public static Placement at(Stage stage, Instant changedAt) {
        return new Placement(stage, Set.of(), Set.of(), 0, 0, changedAt);
    }

    /** The same, with this share of requests compared. */
    public Placement sampling(int basisPointsOfRequests) {
        return new Placement(stage, keys, excludedKeys, basisPoints, basisPointsOfRequests, changedAt, returning);
    }

    /** The same, with the monolith keeping replicas again since this version; 0 for not. */
    public Placement returningSince(long version) {
        return new Placement(stage, keys, excludedKeys, basisPoints, sampleBasisPoints, changedAt, version);
    }

    /** Whether the monolith's part is off: it serves nothing, hears nothing and keeps nothing up to date. */
    public boolean isRetired() {
        return stage == Stage.COMPLETE && returning == 0;
    }

    /** Whether every key has the same side by the other as by this. */
    public boolean routesLike(Placement other) {
        return stage == other.stage
                && keys.equals(other.keys)
                && excludedKeys.equals(other.excludedKeys)
                && basisPoints == other.basisPoints;
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

    private static void requireShare(String name, int share) {
        if (share < 0 || share > Cohort.BUCKETS) {
            throw new IllegalArgumentException("%s is 0 to 10,000, not %d".formatted(name, share));
        }
    }
}
