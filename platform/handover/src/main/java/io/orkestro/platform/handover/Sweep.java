package io.orkestro.platform.handover;

import io.orkestro.platform.handover.Handing.SnapshotResponse;
import io.orkestro.platform.handover.Handing.StandingsRequest;
import io.orkestro.platform.handover.Handing.StandingsResponse;
import io.orkestro.platform.handover.OwnershipRules.Verdict;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.internal.PeerUnreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * Compares what both sides have, page by page. What disagrees is looked at once more after messages under way have come;
 * what disagrees then is written down, and put right where the higher epoch says how.
 */
final class Sweep {

    private static final int PAGE = 500;
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final OwnershipRules rules;
    private final Side self;
    private final Moving moving;
    private final Ledger ledger;
    private final Findings findings;
    private final TransactionOperations transactions;
    private final Duration recheckAfter;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Sweep(
            Side self,
            Moving moving,
            Ledger ledger,
            Findings findings,
            TransactionOperations transactions,
            Duration recheckAfter) {
        this.rules = new OwnershipRules(self);
        this.self = self;
        this.moving = moving;
        this.ledger = ledger;
        this.findings = findings;
        this.transactions = transactions;
        this.recheckAfter = recheckAfter;
    }

    /** @return false where one of this kind is under way */
    boolean start(OwnedKind kind) {
        if (moving.peerOf(kind).isEmpty() || !running.add(kind.name())) {
            return false;
        }
        Thread.ofVirtual().name("sweep-" + kind.name()).start(() -> {
            try {
                run(kind);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.warn("The sweep of {} broke off; start it again", kind.name(), e);
            } finally {
                running.remove(kind.name());
            }
        });
        return true;
    }

    /** @return how many ids disagreed twice */
    int run(OwnedKind kind) throws InterruptedException {
        Peer peer = moving.peerOf(kind).orElseThrow();
        List<String> suspects = suspects(peer, kind);
        if (suspects.isEmpty()) {
            log.info("Both sides agree about every {}", kind.name());
            return 0;
        }
        Thread.sleep(recheckAfter);
        int found = 0;
        for (int from = 0; from < suspects.size(); from += PAGE) {
            found += recheck(peer, kind, suspects.subList(from, Math.min(suspects.size(), from + PAGE)));
        }
        log.info("The sweep of {} found {} to disagree", kind.name(), found);
        return found;
    }

    private List<String> suspects(Peer peer, OwnedKind kind) {
        List<String> suspects = new ArrayList<>();
        String after = null;
        while (true) {
            Map<String, Standing> ours = mine(kind, after);
            Map<String, Standing> theirs = by(peer.standings(kind, new StandingsRequest(after, PAGE, null)));
            String end = end(ours, theirs);
            TreeSet<String> ids = new TreeSet<>(ours.keySet());
            ids.addAll(theirs.keySet());
            for (String id : end == null ? ids : ids.headSet(end, true)) {
                if (verdict(id, ours, theirs) != Verdict.AGREED) {
                    suspects.add(id);
                }
            }
            if (end == null) {
                return suspects;
            }
            after = end;
        }
    }

    /** Up to where both pages are complete; null where both are the last. */
    private static @Nullable String end(Map<String, Standing> ours, Map<String, Standing> theirs) {
        String end = null;
        for (Map<String, Standing> page : List.of(ours, theirs)) {
            if (page.size() == PAGE) {
                String last = ((TreeMap<String, Standing>) page).lastKey();
                end = end == null || last.compareTo(end) < 0 ? last : end;
            }
        }
        return end;
    }

    private int recheck(Peer peer, OwnedKind kind, List<String> suspects) {
        Map<String, Standing> theirs = by(peer.standings(kind, new StandingsRequest(null, PAGE, suspects)));
        int found = 0;
        for (String id : suspects) {
            Standing mine = Objects.requireNonNull(transactions.execute(_ -> ledger.look(kind, id)));
            Standing other = theirs.getOrDefault(id, Standing.UNKNOWN);
            Verdict verdict = rules.compare(mine, other);
            if (verdict != Verdict.AGREED) {
                found++;
                boolean mended = mend(peer, kind, id, verdict, mine, other);
                Map<String, Object> detail = Map.of(
                        "epoch", mine.epoch(),
                        "sequence", mine.sequence(),
                        "theirEpoch", other.epoch(),
                        "theirSequence", other.sequence());
                findings.add(kind.name(), id, verdict.name().toLowerCase(Locale.ROOT), detail, mended);
            }
        }
        return found;
    }

    private boolean mend(Peer peer, OwnedKind kind, String id, Verdict verdict, Standing mine, Standing theirs) {
        boolean ourEpochCounts = mine.epoch() > theirs.epoch();
        try {
            switch (verdict) {
                case AGREED, OWNER_LOST -> {
                    return false;
                }
                case OWNED_TWICE -> {
                    if (ourEpochCounts) {
                        publish(kind, id);
                    } else {
                        hear(peer, kind, id);
                    }
                }
                case OWNED_BY_NOBODY -> {
                    if (ourEpochCounts) {
                        transactions.executeWithoutResult(_ -> ledger.tellAgain(kind, id));
                    } else {
                        moving.claim(peer, kind, id, false);
                    }
                }
                case REPLICA_MISSING_THERE -> publish(kind, id);
                case REPLICA_MISSING_HERE -> hear(peer, kind, id);
            }
            return true;
        } catch (PeerUnreachable e) {
            return false;
        }
    }

    private void publish(OwnedKind kind, String id) {
        transactions.executeWithoutResult(_ -> {
            if (kind.lock(id).filter(held -> held.owner() == self).isPresent()) {
                kind.publish(id);
            }
        });
    }

    private void hear(Peer peer, OwnedKind kind, String id) {
        SnapshotResponse theirs = peer.snapshot(kind, id);
        JsonNode snapshot = theirs.snapshot();
        if (snapshot != null) {
            transactions.executeWithoutResult(
                    _ -> ledger.replicate(kind, id, theirs.epoch(), theirs.sequence(), snapshot));
        }
    }

    private Map<String, Standing> mine(OwnedKind kind, @Nullable String after) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Map<String, Standing> page = new TreeMap<>();
            kind.idsAfter(after, PAGE).forEach(id -> page.put(id, ledger.look(kind, id)));
            return page;
        }));
    }

    private static Map<String, Standing> by(StandingsResponse response) {
        Map<String, Standing> page = new TreeMap<>();
        response.rows().forEach(row -> page.put(row.id(), Standing.row(row.epoch(), row.sequence())));
        return page;
    }

    private Verdict verdict(String id, Map<String, Standing> ours, Map<String, Standing> theirs) {
        return rules.compare(ours.getOrDefault(id, Standing.UNKNOWN), theirs.getOrDefault(id, Standing.UNKNOWN));
    }
}
