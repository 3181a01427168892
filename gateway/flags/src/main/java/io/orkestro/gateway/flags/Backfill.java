package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Capability;
import java.util.Optional;

/** What a capability's service says about its readiness. Asked outside any transaction: it is a call. */
@FunctionalInterface
public interface Backfill {

    /** Why the service cannot serve anybody yet, in words; empty where it has a replica of everything. */
    Optional<String> objection(Capability capability);
}
