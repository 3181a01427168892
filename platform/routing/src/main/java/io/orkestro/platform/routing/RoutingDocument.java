package io.orkestro.platform.routing;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The routing table in the shape in which it is stored and published: plain lists and texts, in a stable order. No
 * enums, which some applications' JSON spells in lower case.
 *
 * @param placements one for every capability, by its enum name
 */
public record RoutingDocument(long version, Map<String, Place> placements) {

    /**
     * Where one capability stands.
     *
     * @param stage its enum name
     * @param keys routing keys, sorted
     * @param basisPoints 0 to 10,000
     * @param sampleBasisPoints 0 to 10,000; null in a document from before there were samples
     * @param returning see {@link Placement}; null where the monolith keeps no replicas again
     */
    public record Place(
            String stage,
            List<String> keys,
            List<String> excludedKeys,
            int basisPoints,
            @Nullable Integer sampleBasisPoints,
            Instant changedAt,
            @Nullable Long returning) {

        static Place of(Placement placement) {
            return new Place(
                    placement.stage().name(),
                    placement.keys().stream().map(RoutingKey::value).sorted().toList(),
                    placement.excludedKeys().stream()
                            .map(RoutingKey::value)
                            .sorted()
                            .toList(),
                    placement.basisPoints(),
                    placement.sampleBasisPoints(),
                    placement.changedAt(),
                    placement.returning() == 0 ? null : placement.returning());
        }

        Placement toPlacement() {
            return new Placement(
                    Stage.valueOf(Objects.requireNonNull(stage, "stage")),
                    keys.stream().map(RoutingKey::new).collect(Collectors.toUnmodifiableSet()),
                    excludedKeys.stream().map(RoutingKey::new).collect(Collectors.toUnmodifiableSet()),
                    basisPoints,
                    sampleBasisPoints == null ? 0 : sampleBasisPoints,
                    Objects.requireNonNull(changedAt, "changedAt"),
                    returning == null ? 0 : returning);
        }
    }

    public static RoutingDocument of(RoutingTable table) {
        Map<String, Place> placements = new LinkedHashMap<>();
        for (Capability capability : Capability.values()) {
            placements.put(capability.name(), Place.of(table.placementOf(capability)));
        }
        return new RoutingDocument(table.version(), placements);
    }

    /** @throws IllegalArgumentException where a capability lacks or a value is out of its range */
    public RoutingTable toTable() {
        Map<Capability, Placement> all = new EnumMap<>(Capability.class);
        placements.forEach((capability, place) -> all.put(Capability.valueOf(capability), place.toPlacement()));
        return new RoutingTable(version, all);
    }
}
