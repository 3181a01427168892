package io.orkestro.platform.routing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * For one key: the side of each capability. Taken once per request at the edge, or once per step by whoever begins it,
 * and kept with the work it causes.
 *
 * @param sides one for every capability
 */
public record Decision(Map<Capability, Side> sides) {

    private static final Decision ALL_MONOLITH =
            RoutingTable.everythingAtMonolith().decide(RoutingKey.PLATFORM);

    public Decision {
        Map<Capability, Side> complete = new EnumMap<>(Capability.class);
        for (Capability capability : Capability.values()) {
            Side side = sides.get(capability);
            if (side == null) {
                throw new IllegalArgumentException("A decision names every capability; " + capability + " lacks");
            }
            complete.put(capability, side);
        }
        sides = Map.copyOf(complete);
    }

    public static Decision allMonolith() {
        return ALL_MONOLITH;
    }

    public Side of(Capability capability) {
        return Objects.requireNonNull(sides.get(capability));
    }

    /** Compact text for tokens and rows: a letter per capability in their order, {@code M} or {@code S}. */
    public String encoded() {
        StringBuilder text = new StringBuilder(Capability.values().length);
        for (Capability capability : Capability.values()) {
            text.append(of(capability).name().charAt(0));
        }
        return text.toString();
    }

    /** The reverse of {@link #encoded}. */
    public static Decision decode(String encoded) {
        Capability[] capabilities = Capability.values();
        if (encoded.length() != capabilities.length) {
            throw new IllegalArgumentException("\"%s\" is not an encoded decision".formatted(encoded));
        }
        Map<Capability, Side> sides = new EnumMap<>(Capability.class);
        for (int i = 0; i < capabilities.length; i++) {
            sides.put(
                    capabilities[i],
                    switch (encoded.charAt(i)) {
                        case 'M' -> Side.MONOLITH;
                        case 'S' -> Side.SERVICE;
                        default ->
                            throw new IllegalArgumentException("\"%s\" is not an encoded decision".formatted(encoded));
                    });
        }
        return new Decision(sides);
    }
}
