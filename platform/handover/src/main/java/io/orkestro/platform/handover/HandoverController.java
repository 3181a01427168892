package io.orkestro.platform.handover;

import io.orkestro.platform.handover.Handing.ClaimRequest;
import io.orkestro.platform.handover.Handing.ClaimResponse;
import io.orkestro.platform.handover.Handing.SnapshotResponse;
import io.orkestro.platform.handover.Handing.StandingsRequest;
import io.orkestro.platform.handover.Handing.StandingsResponse;
import io.orkestro.platform.messaging.Backlog;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.internal.PeerApplication;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The inner door of the handover: what the other side asks, and what ops ask through the console. */
@RestController
class HandoverController {

    /** Less than the claimant waits: a surrender that it does not hear of costs it a message's time. */
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '800ms'";

    private static final int LARGEST_PAGE = 1_000;
    private static final Logger log = LoggerFactory.getLogger(HandoverController.class);

    private final Side self;
    private final Hearing hearing;
    private final Kinds kinds;
    private final Moving moving;
    private final Ledger ledger;
    private final Backfill backfill;
    private final Sweep sweep;
    private final Fences fences;
    private final Watermarks watermarks;
    private final Findings findings;
    private final Retired retired;
    private final ObjectProvider<Retirement> retirement;
    private final Backlog backlog;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    HandoverController(
            Side self,
            Hearing hearing,
            Kinds kinds,
            Moving moving,
            Ledger ledger,
            Backfill backfill,
            Sweep sweep,
            Fences fences,
            Watermarks watermarks,
            Findings findings,
            Retired retired,
            ObjectProvider<Retirement> retirement,
            Backlog backlog,
            JdbcClient jdbc,
            TransactionOperations transactions) {
        this.self = self;
        this.hearing = hearing;
        this.kinds = kinds;
        this.moving = moving;
        this.ledger = ledger;
        this.backfill = backfill;
        this.sweep = sweep;
        this.fences = fences;
        this.watermarks = watermarks;
        this.findings = findings;
        this.retired = retired;
        this.retirement = retirement;
        this.backlog = backlog;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * How the handover of one kind stands here.
     *
     * @param owned rows owned by this side; none where nobody owns them
     * @param replicas rows owned by the other
     * @param watermark all that the other side committed before then is here
     * @param backfilled whether every row owned here has been told to the other side once
     * @param backfilledFor for which return of the other side, by the version of the routing table; 0 for none
     * @param findings that nobody has put right
     * @param unsent messages of the capability that have not left yet, without heartbeats
     * @param unhandled messages that the capability's listeners here could not handle: parked, or waiting for an owner; known
     *     only where the part can be retired
     */
    record Status(
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
            long unhandled) {}

    /**
     * How far this application has heard the other side of a capability.
     *
     * @param upTo all that the other side committed before then is here; null where not everything was heard of yet
     * @param unsentSince since when the oldest message of the capability waits to leave; null where all have left
     */
    record Heard(@Nullable Instant upTo, @Nullable Instant unsentSince) {}

    /** @param started false where it is under way already, or there is no other side */
    record Started(boolean started) {}

    @PostMapping("/internal/claims/{kind}/{id}")
    ClaimResponse claim(
            PeerApplication caller,
            @PathVariable String kind,
            @PathVariable String id,
            @RequestBody ClaimRequest claim) {
        OwnedKind claimed = forPeer(caller, kind);
        if (hasNothingToSay(claimed)) {
            return new ClaimResponse(0, 0, null, List.of(), true, 0L);
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql(LOCK_TIMEOUT).update();
            return ledger.claimed(claimed, id, claim);
        }));
    }

    @GetMapping("/internal/snapshots/{kind}/{id}")
    SnapshotResponse snapshot(PeerApplication caller, @PathVariable String kind, @PathVariable String id) {
        OwnedKind asked = forPeer(caller, kind);
        if (hasNothingToSay(asked)) {
            return new SnapshotResponse(0, 0, null, List.of(), 0L);
        }
        return Objects.requireNonNull(transactions.execute(_ -> ledger.shown(asked, id)));
    }

    @PostMapping("/internal/standings/{kind}")
    StandingsResponse standings(
            PeerApplication caller, @PathVariable String kind, @RequestBody StandingsRequest request) {
        OwnedKind asked = forPeer(caller, kind);
        if (hasNothingToSay(asked)) {
            throw new RetiredEndpoints.PartRetired(asked.capability());
        }
        int limit = Math.clamp(request.limit(), 1, LARGEST_PAGE);
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<String> ids = request.ids() == null ? asked.idsAfter(request.after(), limit) : request.ids();
            return new StandingsResponse(ids.stream()
                    .flatMap(
                            id -> asked
                                    .find(id)
                                    .map(held -> new StandingsResponse.Row(id, held.epoch(), held.sequence()))
                                    .stream())
                    .toList());
        }));
    }

    @GetMapping("/internal/handover")
    Map<String, Status> status(PeerApplication caller) {
        caller.require(PeerApplication.CONSOLE);
        Map<String, Status> all = new LinkedHashMap<>();
        kinds.all().get().forEach(kind -> all.put(kind.name(), status(kind)));
        backfill.unowned().forEach(kind -> all.put(kind.name(), status(kind)));
        return all;
    }

    /** Those capabilities that have another side now. Counts no aggregates, so it may be asked every few seconds. */
    @GetMapping("/internal/handover/heard")
    Map<String, Heard> heard(PeerApplication caller) {
        caller.require(PeerApplication.CONSOLE);
        Map<String, Heard> all = new LinkedHashMap<>();
        hearing.capabilities()
                .forEach(capability -> all.put(
                        capability.name(),
                        new Heard(
                                hearing.upTo(capability).orElse(null),
                                backlog.unsentSince(capability.slug()).orElse(null))));
        return all;
    }

    @PostMapping("/internal/handover/{kind}/backfill")
    Started backfill(PeerApplication caller, @PathVariable String kind) {
        caller.require(PeerApplication.CONSOLE);
        unowned(kind).ifPresentOrElse(backfill::restart, () -> backfill.restart(kinds.named(kind)));
        return new Started(true);
    }

    @PostMapping("/internal/handover/{kind}/sweep")
    Started sweep(PeerApplication caller, @PathVariable String kind) {
        caller.require(PeerApplication.CONSOLE);
        // What nobody owns cannot be owned twice.
        return new Started(unowned(kind).isEmpty() && sweep.start(kinds.named(kind)));
    }

    /** Everything that the other side, alive, still owns. The call returns at once; begun again it goes on. */
    @PostMapping("/internal/handover/{kind}/take")
    Started take(PeerApplication caller, @PathVariable String kind) {
        if (unowned(kind).isPresent()) {
            caller.require(PeerApplication.CONSOLE);
            return new Started(false);
        }
        OwnedKind taken = forConsole(caller, kind);
        Optional<Peer> peer = moving.peerOf(taken);
        peer.ifPresent(other -> Thread.ofVirtual().name("take-" + kind).start(() -> takeAll(other, taken)));
        return new Started(peer.isPresent());
    }

    /** Everything of a side that is dead for good. The call returns at once. */
    @PostMapping("/internal/handover/{kind}/seize")
    Started seize(PeerApplication caller, @PathVariable String kind) {
        if (unowned(kind).isPresent()) {
            caller.require(PeerApplication.CONSOLE);
            return new Started(false);
        }
        OwnedKind seized = forConsole(caller, kind);
        Thread.ofVirtual().name("seize-" + kind).start(() -> seizeAll(seized));
        return new Started(true);
    }

    @PostMapping("/internal/handover/{kind}/{id}/seize")
    Started seize(PeerApplication caller, @PathVariable String kind, @PathVariable String id) {
        return new Started(seize(forConsole(caller, kind), id));
    }

    private void seizeAll(OwnedKind kind) {
        long count = 0;
        String after = null;
        while (true) {
            String from = after;
            List<String> ids = Objects.requireNonNull(transactions.execute(_ -> kind.idsAfter(from, 100)));
            if (ids.isEmpty()) {
                log.warn("{} of {} seized", count, kind.name());
                return;
            }
            count += ids.stream().filter(id -> seize(kind, id)).count();
            after = ids.getLast();
        }
    }

    private void takeAll(Peer peer, OwnedKind kind) {
        long count = 0;
        String after = null;
        try {
            while (true) {
                String from = after;
                List<String> ids = Objects.requireNonNull(transactions.execute(_ -> kind.idsAfter(from, 100)));
                if (ids.isEmpty()) {
                    log.info("{} of {} taken from {}", count, kind.name(), peer.name());
                    return;
                }
                count += ids.stream().filter(id -> moving.take(peer, kind, id)).count();
                after = ids.getLast();
            }
        } catch (RuntimeException e) {
            log.warn("{} of {} taken from {}; the rest is to be asked for again", count, kind.name(), peer.name(), e);
        }
    }

    /** A retired part owns nothing, and what it once knew is old. */
    private boolean hasNothingToSay(OwnedKind kind) {
        return self == Side.MONOLITH && retired.isAlone(kind.capability());
    }

    private long unhandled(Capability capability) {
        Retirement parts = retirement.getIfAvailable();
        return parts == null ? 0 : parts.unhandled(capability);
    }

    private boolean seize(OwnedKind kind, String id) {
        return Boolean.TRUE.equals(transactions.execute(_ -> ledger.seize(kind, id)));
    }

    private Status status(OwnedKind kind) {
        Backfill.Progress progress = backfill.progress(kind);
        return Objects.requireNonNull(transactions.execute(_ -> new Status(
                kind.capability().name(),
                kind.countOwnedBy(self),
                kind.countOwnedBy(self.other()),
                fences.count(kind.name()),
                watermarks.of(kind.capability().slug()).orElse(null),
                progress.finishedAt().isPresent(),
                progress.finishedAt().orElse(null),
                progress.returning(),
                progress.told(),
                findings.open(kind.name()),
                backlog.unsent(kind.capability().slug()),
                unhandled(kind.capability()))));
    }

    /** Nobody's: all there are count as copies. */
    private Status status(CopiedKind kind) {
        Backfill.Progress progress = backfill.progress(kind);
        return Objects.requireNonNull(transactions.execute(_ -> new Status(
                kind.capability().name(),
                0,
                kind.count(),
                0,
                watermarks.of(kind.capability().slug()).orElse(null),
                progress.finishedAt().isPresent(),
                progress.finishedAt().orElse(null),
                progress.returning(),
                progress.told(),
                0,
                backlog.unsent(kind.capability().slug()),
                unhandled(kind.capability()))));
    }

    private Optional<CopiedKind> unowned(String name) {
        return backfill.unowned().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    private OwnedKind forConsole(PeerApplication caller, String kind) {
        caller.require(PeerApplication.CONSOLE);
        return kinds.named(kind);
    }

    private OwnedKind forPeer(PeerApplication caller, String name) {
        OwnedKind kind = kinds.named(name);
        Optional<Peer> peer = moving.otherSideOf(kind);
        caller.require(peer.map(Peer::name).orElse(""));
        return kind;
    }
}
