package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.Stage;

/** What the table published last says about parts of the monolith that are off. */
final class Retired {

    private final PublishedRouting routing;

    Retired(PublishedRouting routing) {
        this.routing = routing;
    }

    /** The monolith neither serves nor owns anything of it: there is nobody to be asked. It may keep replicas again. */
    boolean isAlone(Capability capability) {
        return placement(capability).stage() == Stage.COMPLETE;
    }

    /** And it keeps nothing up to date: there is nobody to be told. */
    boolean isDeaf(Capability capability) {
        return placement(capability).isRetired();
    }

    /** Since which version of the table it keeps replicas again; 0 where it does not, or never ceased to. */
    long returning(Capability capability) {
        return placement(capability).returning();
    }

    private Placement placement(Capability capability) {
        return routing.table().placementOf(capability);
    }
}
