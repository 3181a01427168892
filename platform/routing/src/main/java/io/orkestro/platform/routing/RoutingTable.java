package io.orkestro.platform.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * All placements, versioned: an immutable snapshot that is replaced as a whole.
 *
 * @param version rises with every change; 0 is the table nobody has edited yet
 * @param placements one for every capability
 */
public record RoutingTable(long version, Map<Capability, Placement> placements) {

    public RoutingTable {
        for (Capability capability : Capability.values()) {
            if (!placements.containsKey(capability)) {
                throw new IllegalArgumentException("A routing table places every capability; " + capability + " lacks");
            }
        }
        placements = Map.copyOf(placements);
    }

    /** The table of an installation where nothing has moved. */
    public static RoutingTable everythingAtMonolith() {
        Map<Capability, Placement> placements = new EnumMap<>(Capability.class);
        for (Capability capability : Capability.values()) {
            placements.put(capability, Placement.at(Stage.OFF, Instant.EPOCH));
        }
        return new RoutingTable(0, placements);
    }

    /** Decides all four capabilities at once, so that one step is handled by one consistent set of sides. */
    public Decision decide(RoutingKey key) {
        Map<Capability, Side> sides = new EnumMap<>(Capability.class);
        for (Capability capability : Capability.values()) {
            sides.put(capability, placementOf(capability).sideOf(capability, key));
        }
        return new Decision(sides);
    }

    public Placement placementOf(Capability capability) {
        return Objects.requireNonNull(placements.get(capability));
    }

    /** No decision of this table is younger than this; a key may have kept its sides for longer. */
    public Instant changedAt() {
        return placements.values().stream()
                .map(Placement::changedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
