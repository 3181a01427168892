package io.orkestro.gateway.edge.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The newest known state of something that is edited elsewhere. Reading it never waits and never fails. */
public interface Snapshot<T> {

    /** What is known, or null as long as nothing was ever known. Never returns to null. */
    @Nullable
    T current();

    /** When this was last known to be the newest; {@link Instant#EPOCH} as long as it is from disk or unknown. */
    Instant verifiedAt();
}
