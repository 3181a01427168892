package io.orkestro.platform.handover;

import io.orkestro.platform.handover.Handing.ClaimRequest;
import io.orkestro.platform.handover.Handing.ClaimResponse;
import io.orkestro.platform.handover.Handing.HandedOverMessage;
import io.orkestro.platform.handover.Handing.SnapshotResponse;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.idempotency.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Applies the rules to rows and fences. Every method runs in the caller's transaction and takes the id's lock first, then
 * the row's.
 */
final class Ledger {

    private final Side self;
    private final OwnershipRules rules;
    private final Fences fences;
    private final Answers answers;
    private final Findings findings;
    private final Outbox outbox;

    Ledger(Side self, Fences fences, Answers answers, Findings findings, Outbox outbox) {
        this.self = self;
        this.rules = new OwnershipRules(self);
        this.fences = fences;
        this.answers = answers;
        this.findings = findings;
        this.outbox = outbox;
    }

    /** The answers to idempotent POSTs. */
    interface Answers {

        List<Answer> about(String id);

        /** Those of which the message to the other side may still be on its way. */
        List<Answer> latelyAbout(String id);

        void keep(String id, List<Answer> answers);
    }

    /** Without any lock. */
    Standing look(OwnedKind kind, String id) {
        return standing(kind, id, kind.find(id));
    }

    ClaimResponse claimed(OwnedKind kind, String id, ClaimRequest claim) {
        fences.lock(kind.name(), id);
        Optional<Holding> held = kind.lock(id);
        Standing mine = standing(kind, id, held);
        OwnershipRules.Surrender surrender = rules.claimed(mine, claim.epoch(), claim.creates());
        JsonNode snapshot = held.map(holding -> holding.snapshot().get()).orElse(null);
        List<Answer> known = held.isPresent() ? answers.about(id) : List.of();
        long lastOwned = held.isPresent() ? lastOwned(kind, id, mine) : 0;
        switch (surrender.change()) {
            case NONE -> {}
            case FENCE -> fences.put(kind.name(), id, surrender.epoch());
            case GIVE_UP -> {
                kind.surrender(id, surrender.epoch());
                if (mine.isOf(self)) {
                    fences.gaveUp(kind.name(), id, mine.epoch());
                }
                tell(kind, id, surrender.epoch(), mine.sequence(), snapshot, known, lastOwned);
            }
        }
        return new ClaimResponse(surrender.epoch(), mine.sequence(), snapshot, known, surrender.vacant(), lastOwned);
    }

    /** As the other side asks for it, to read. */
    SnapshotResponse shown(OwnedKind kind, String id) {
        return kind.find(id)
                .map(held -> new SnapshotResponse(
                        held.epoch(),
                        held.sequence(),
                        held.snapshot().get(),
                        held.owner() == self ? answers.latelyAbout(id) : answers.about(id),
                        lastOwned(kind, id, Standing.row(held.epoch(), held.sequence()))))
                .orElse(new SnapshotResponse(0, 0, null, List.of(), 0L));
    }

    /** The answer to a claim that ended earlier, as a message once more; only for what is the other side's. */
    void tellAgain(OwnedKind kind, String id) {
        fences.lock(kind.name(), id);
        kind.lock(id)
                .filter(holding -> holding.owner() != self)
                .ifPresent(holding -> tell(
                        kind,
                        id,
                        holding.epoch(),
                        holding.sequence(),
                        holding.snapshot().get(),
                        answers.about(id),
                        fences.gaveUp(kind.name(), id)));
    }

    /** By whichever comes first, answer or message. */
    void adopt(OwnedKind kind, String id, ClaimResponse handed) {
        // First: a request that waits for the row holds its key.
        answers.keep(id, handed.answersOrNone());
        fences.lock(kind.name(), id);
        Optional<Holding> held = kind.lock(id);
        Standing mine = standing(kind, id, held);
        if (!handed.vacant() && bornTwice(kind, id, mine, handed.epoch(), handed.sequence())) {
            list(kind, id, "born_twice", mine, held, handed.epoch(), handed.sequence(), needed(handed.snapshot()));
        }
        long weLastOwned = mine.born() ? lastOwned(kind, id, mine) : 0;
        switch (rules.handedOver(
                mine, weLastOwned, handed.epoch(), handed.sequence(), handed.vacant(), handed.lastOwnedOrLater())) {
            case IGNORE -> {}
            case FENCE -> fences.put(kind.name(), id, handed.epoch());
            case TAKE -> keep(kind, id, handed.epoch(), handed.sequence(), needed(handed.snapshot()));
            case KEEP_OURS -> {
                kind.surrender(id, handed.epoch());
                kind.publish(id);
            }
        }
    }

    void replicate(OwnedKind kind, String id, long epoch, long sequence, JsonNode snapshot) {
        fences.lock(kind.name(), id);
        Optional<Holding> held = kind.lock(id);
        Standing mine = standing(kind, id, held);
        switch (rules.heard(mine, epoch, sequence)) {
            case IGNORE -> {
                if (Epochs.ownerOf(epoch) != self && bornTwice(kind, id, mine, epoch, sequence)) {
                    list(kind, id, "born_twice", mine, held, epoch, sequence, snapshot);
                }
            }
            case KEEP -> keep(kind, id, Math.max(epoch, mine.epoch()), sequence, snapshot);
            case GIVE_WAY -> {
                list(kind, id, "gave_way", mine, held, epoch, sequence, snapshot);
                keep(kind, id, epoch, sequence, snapshot);
            }
            case NOT_MERGED -> list(kind, id, "not_merged", mine, held, epoch, sequence, snapshot);
        }
    }

    /**
     * @return the epoch; empty where the right is the other side's
     * @throws BornMeanwhile where it is there by now
     */
    OptionalLong birth(OwnedKind kind, String id, boolean alone) {
        fences.lock(kind.name(), id);
        Standing mine = look(kind, id);
        if (mine.born()) {
            throw new BornMeanwhile();
        }
        OptionalLong epoch = rules.birth(mine, alone);
        if (epoch.isPresent() && mine.epoch() > 0) {
            fences.remove(kind.name(), id);
        }
        if (epoch.isPresent() && alone) {
            fences.bornAlone(kind.name(), id, epoch.getAsLong());
        }
        return epoch;
    }

    /**
     * Takes what is the other side's, without asking: a row, or the right to give birth.
     *
     * @return whether it was the other side's until now
     */
    boolean seize(OwnedKind kind, String id) {
        fences.lock(kind.name(), id);
        Standing mine = standing(kind, id, kind.lock(id));
        if (!mine.isOf(self.other())) {
            return false;
        }
        if (!mine.born()) {
            fences.put(kind.name(), id, rules.seized(mine));
            return true;
        }
        kind.surrender(id, rules.seized(mine));
        kind.publish(id);
        return true;
    }

    /** Only what is older than the row needs to be looked up: the row is as old as its birth, or younger. */
    private boolean bornTwice(OwnedKind kind, String id, Standing mine, long epoch, long sequence) {
        long bornAlone = mine.born() && epoch < mine.epoch() ? fences.epochOfBirthAlone(kind.name(), id) : 0;
        return rules.bornTwice(mine, bornAlone, epoch, sequence);
    }

    private long lastOwned(OwnedKind kind, String id, Standing mine) {
        return mine.isOf(self) ? mine.epoch() : fences.gaveUp(kind.name(), id);
    }

    void keepAnswers(String id, List<Answer> known) {
        answers.keep(id, known);
    }

    private void keep(OwnedKind kind, String id, long epoch, long sequence, JsonNode snapshot) {
        kind.keep(id, epoch, sequence, snapshot);
        fences.remove(kind.name(), id);
    }

    /** With both snapshots, for one of them goes; where they are the same nothing is lost. */
    private void list(
            OwnedKind kind,
            String id,
            String what,
            Standing mine,
            Optional<Holding> held,
            long epoch,
            long sequence,
            JsonNode snapshot) {
        JsonNode ours = held.orElseThrow().snapshot().get();
        Map<String, Object> detail = Map.of(
                "epoch", mine.epoch(),
                "sequence", mine.sequence(),
                "snapshot", ours,
                "theirEpoch", epoch,
                "theirSequence", sequence,
                "theirSnapshot", snapshot);
        findings.add(kind.name(), id, what, detail, ours.equals(snapshot));
    }

    /** Addressed, because that waits for its reader however long it takes; an event would be dropped. */
    private void tell(
            OwnedKind kind,
            String id,
            long epoch,
            long sequence,
            @Nullable JsonNode snapshot,
            List<Answer> known,
            long lastOwned) {
        outbox.append(new Message(
                kind.capability().slug(),
                self.other(),
                Handing.HANDED_OVER,
                id,
                sequence,
                epoch,
                Decision.allMonolith(),
                new HandedOverMessage(kind.name(), needed(snapshot), known, lastOwned)));
    }

    private Standing standing(OwnedKind kind, String id, Optional<Holding> held) {
        return held.map(holding -> Standing.row(holding.epoch(), holding.sequence()))
                .orElseGet(() -> Standing.fence(fences.epochOf(kind.name(), id)));
    }

    private static JsonNode needed(@Nullable JsonNode snapshot) {
        if (snapshot == null || snapshot.isNull()) {
            throw new IllegalArgumentException("What is handed over has a snapshot");
        }
        return snapshot;
    }

    /** The id was looked for, not found, and is there now; look again. */
    static final class BornMeanwhile extends RuntimeException {

        BornMeanwhile() {
            super("born meanwhile", null, false, false);
        }
    }
}
