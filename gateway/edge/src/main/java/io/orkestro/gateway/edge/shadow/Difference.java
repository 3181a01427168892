package io.orkestro.gateway.edge.shadow;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Instant;
import java.util.List;

/**
 * One request that was answered differently by the other side.
 *
 * @param route method and pattern
 * @param requestId finds it in both sides' logs
 * @param servedBy who answered the client
 * @param fields without anything personal
 */
public record Difference(
        Instant at, Capability capability, String route, String requestId, Side servedBy, List<Field> fields) {}
