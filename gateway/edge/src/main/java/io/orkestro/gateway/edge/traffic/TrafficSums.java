package io.orkestro.gateway.edge.traffic;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.util.List;

/**
 * What one side did in one second for one capability, in one role.
 *
 * @param epochSecond when the second began
 * @param requests all; each is in one bucket of {@code latency}
 * @param latency how many took at most so long, by the bounds of {@link Latencies}
 */
public record TrafficSums(
        long epochSecond,
        Capability capability,
        Side side,
        Role role,
        int requests,
        int refused,
        int failed,
        int timedOut,
        int unreached,
        List<Integer> latency) {}
