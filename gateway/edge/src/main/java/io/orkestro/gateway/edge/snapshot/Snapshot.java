package io.orkestro.gateway.edge.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The newest known state of something that is edited elsewhere. Reading it never waits and never fails. */
public interface Snapshot<T> {

    /** What is known, or null as long as nothing was ever known. Never returns to null; the same object until it changes. */
    @Nullable
    T current();

    /**
     * When this was last known to be the newest; {@link Instant#EPOCH} as long as it is from disk or unknown. Whoever needs
     * both asks this first: so a state is never taken for fresher than it is.
     */
    Instant verifiedAt();

    /**
     * When another state was last taken over that has no higher version, as from a restored database: the dates inside it do
     * not tell of that change. {@link Instant#EPOCH} if never.
     */
    Instant steppedBackAt();
}
