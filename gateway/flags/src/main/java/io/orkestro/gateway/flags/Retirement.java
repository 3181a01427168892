package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Capability;
import java.time.Instant;
import java.util.Optional;

/**
 * What monolith and service say about the end of a capability's way, and about the way back. Asked outside any
 * transaction: these are calls.
 */
public interface Retirement {

    /**
     * Why the monolith's part cannot be retired yet, in words; empty where it owns nothing, has said all, and the service
     * has heard it.
     *
     * @param liveSince when the service began to serve everyone
     */
    Optional<String> objectionToRetiring(Capability capability, Instant liveSince, Instant now);

    /**
     * Why the monolith does not keep all replicas yet, in words; empty where it does.
     *
     * @param returning the version of the routing table since which it keeps them again
     */
    Optional<String> objectionToReturning(Capability capability, long returning);
}
