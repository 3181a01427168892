package io.orkestro.platform.handover;

import io.orkestro.platform.handover.Handing.ClaimRequest;
import io.orkestro.platform.handover.Handing.ClaimResponse;
import io.orkestro.platform.handover.Handing.SnapshotResponse;
import io.orkestro.platform.handover.Handing.StandingsRequest;
import io.orkestro.platform.handover.Handing.StandingsResponse;
import io.orkestro.platform.web.internal.PeerCalls;
import io.orkestro.platform.web.internal.PeerUnreachable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.web.util.UriUtils;

/**
 * The application on the other side of one capability, at its inner door.
 *
 * @param name its application name
 */
record Peer(String name, PeerCalls calls, Duration claimWithin, Duration readWithin) {

    /** Shorter than all turns together: who hangs is told from who is slow by what others hear of it meanwhile. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(3);

    /** @param turn the first waits {@code claimWithin}, each later one twice as long: shorter would only add to a peer's load */
    ClaimResponse claim(OwnedKind kind, String id, ClaimRequest claim, int turn) {
        return calls.post(name, path("claims", kind, id), claim, ClaimResponse.class, patience(turn));
    }

    SnapshotResponse snapshot(OwnedKind kind, String id) {
        return calls.get(name, path("snapshots", kind, id), SnapshotResponse.class, readWithin);
    }

    /** For whoever has nothing else to answer with: as long as for a claim. */
    SnapshotResponse snapshotPatiently(OwnedKind kind, String id, int turn) {
        return calls.get(name, path("snapshots", kind, id), SnapshotResponse.class, patience(turn));
    }

    /** How long that turn waits. */
    Duration patience(int turn) {
        return claimWithin.multipliedBy(1L << turn);
    }

    /** Whether it is slow rather than gone: what is asked of it can be asked again. */
    boolean isSlow(PeerUnreachable fault) {
        return !fault.isNobodyThere() && !calls.isSilentFor(name, GONE_AFTER);
    }

    StandingsResponse standings(OwnedKind kind, StandingsRequest request) {
        return calls.post(
                name, "/internal/standings/" + encoded(kind.name()), request, StandingsResponse.class, claimWithin);
    }

    private static String path(String what, OwnedKind kind, String id) {
        return "/internal/%s/%s/%s".formatted(what, encoded(kind.name()), encoded(id));
    }

    private static String encoded(String segment) {
        return UriUtils.encode(segment, StandardCharsets.UTF_8);
    }
}
