package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Capability;
import java.util.Optional;

/**
 * Which parts of an application belong to which capability, so that a capability's part can be retired: its listeners and
 * due work by the class that declares them, its endpoints by their controller. Declared as a bean by the application whose
 * parts are to go; without one nothing is retired here.
 */
@FunctionalInterface
public interface Retirable {

    /** Empty for what belongs to no capability, and stays. */
    Optional<Capability> capabilityOf(Class<?> declaredIn);
}
