package io.orkestro.platform.routing;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The routing table in the shape in which it is stored and published: plain lists and texts, in a stable order.
 *
 * @param placements one for every capability, by its enum name
 */
public record RoutingDocument(long version, Map<Capability, Place> placements) {

    /**
     * Where one capability stands.
     *
     * @param keys routing keys, sorted
     * @param basisPoints 0 to 10,000
     */
    public record Place(Stage stage, List<String> keys, List<String> excludedKeys, int basisPoints, Instant changedAt) {

        static Place of(Placement placement) {
            return new Place(
                    placement.stage(),
                    placement.keys().stream().map(RoutingKey::value).sorted().toList(),
                    placement.excludedKeys().stream()
                            .map(RoutingKey::value)
                            .sorted()
                            .toList(),
                    placement.basisPoints(),
                    placement.changedAt());
        }

        Placement toPlacement() {
            return new Placement(
                    stage,
                    keys.stream().map(RoutingKey::new).collect(Collectors.toUnmodifiableSet()),
                    excludedKeys.stream().map(RoutingKey::new).collect(Collectors.toUnmodifiableSet()),
                    basisPoints,
                    changedAt);
        }
    }

    public static RoutingDocument of(RoutingTable table) {
        Map<Capability, Place> placements = new EnumMap<>(Capability.class);
        table.placements().forEach((capability, placement) -> placements.put(capability, Place.of(placement)));
        return new RoutingDocument(table.version(), placements);
    }

    /** @throws IllegalArgumentException where a capability lacks or a value is out of its range */
    public RoutingTable toTable() {
        Map<Capability, Placement> all = new EnumMap<>(Capability.class);
        placements.forEach((capability, place) -> all.put(capability, place.toPlacement()));
        return new RoutingTable(version, all);
    }
}
