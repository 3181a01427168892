package io.orkestro.gateway.console.peer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of its aggregates of one kind.
 *
 * @param capability whose kind it is
 * @param watermark all that the other side committed before then is here; null where nothing was heard
 * @param backfilled whether it has told the other side everything it owns
 * @param backfilledAt when it had, null where it has not
 * @param backfilledFor for which return of the other side it told, by the version of the routing table; 0 for none
 * @param told how many it has told
 * @param findings ids owned twice or by nobody that nobody has put right
 * @param unsent messages of the capability that have not left it
 * @param unhandled messages that the capability's listeners there could not handle
 */
public record KindReport(
        String kind,
        String capability,
        long owned,
        long replicas,
        long fences,
        @Nullable Instant watermark,
        boolean backfilled,
        @Nullable Instant backfilledAt,
        long backfilledFor,
        long told,
        long findings,
        long unsent,
        long unhandled) {

    /** Whether this, a replica's keeper, has heard all that the owner told in its backfill. */
    boolean hasHeard(KindReport owner) {
        Instant end = owner.backfilledAt();
        return end == null || (watermark != null && !watermark.isBefore(end));
    }
}
