package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Capability;
import java.util.Optional;

/** What holds a capability where it is until a person has looked: nothing holds it back from going back. */
@FunctionalInterface
public interface Latch {

    /**
     * Asked within the transaction of a change, so that what was latched before it counts.
     *
     * @return why the service must not serve more than it does, and where a person clears that, in words; empty where
     *     nothing does
     */
    Optional<String> objection(Capability capability);
}
