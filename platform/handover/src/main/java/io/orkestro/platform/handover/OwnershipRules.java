package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Side;
import java.util.OptionalLong;

/**
 * All that one side decides about ownership, from what it knows of an id and what it is told; no I/O. Whoever applies
 * these decisions holds the id's lock.
 */
final class OwnershipRules {

    private final Side self;

    OwnershipRules(Side self) {
        this.self = self;
    }

    /**
     * The answer to a claim.
     *
     * @param epoch of the claimant, unless vacant without a fence
     * @param vacant whether there is no row
     */
    record Surrender(long epoch, boolean vacant, Change change) {

        enum Change {
            /** Nothing to do: it is the claimant's already, or nobody's and nothing is created. */
            NONE,
            /** The row gets the epoch, and the answer leaves as a message, too. */
            GIVE_UP,
            /** A fence gets the epoch. */
            FENCE
        }
    }

    /** The same claim again gets the same answer, so a lost answer is harmless. */
    Surrender claimed(Standing mine, long knownToClaimant, boolean creates) {
        if (!mine.born() && !creates) {
            return new Surrender(mine.epoch(), true, Surrender.Change.NONE);
        }
        if (mine.isOf(self.other()) && mine.epoch() >= knownToClaimant) {
            return new Surrender(mine.epoch(), !mine.born(), Surrender.Change.NONE);
        }
        return new Surrender(
                Epochs.nextOf(self.other(), mine.epoch(), knownToClaimant),
                !mine.born(),
                mine.born() ? Surrender.Change.GIVE_UP : Surrender.Change.FENCE);
    }

    /** What becomes of something that was handed over, by an answer or a message. */
    enum Adoption {
        /** It is known already, or something newer is. */
        IGNORE,
        /** Theirs is the newer snapshot: kept, with the epoch. */
        TAKE,
        /** Ours is the newer one: it gets the epoch and is published again. */
        KEEP_OURS,
        /** Nobody has it; the right to give birth is ours. */
        FENCE
    }

    /**
     * The higher sequence is right; of two that are the same, the later owner's. What an aggregate carries along changes
     * without its sequence, as a courier's bookings do, and a side that is asked back for what it has not got yet gives what it
     * had before.
     *
     * @param lastOwned the epoch with which the giver last owned it; 0 where it never did
     * @param weLastOwned the same of ours
     */
    Adoption handedOver(Standing mine, long weLastOwned, long epoch, long sequence, boolean vacant, long lastOwned) {
        if (epoch <= mine.epoch() || Epochs.ownerOf(epoch) != self) {
            return Adoption.IGNORE;
        }
        if (!mine.born()) {
            return vacant ? Adoption.FENCE : Adoption.TAKE;
        }
        boolean ours = mine.sequence() > sequence || (mine.sequence() == sequence && weLastOwned > lastOwned);
        return vacant || ours ? Adoption.KEEP_OURS : Adoption.TAKE;
    }

    /**
     * Whether what comes cannot have begun as ours did: both sides gave birth while they could not reach each other.
     * Sequences are counted across owners, so a later owner never has the lower, and nobody is given what is its own.
     *
     * <p>That is what epochs and sequences show, and of two births with as many changes they show nothing. The mark of a
     * birth alone shows the rest: epochs only rise, so what has a lower one than our own birth did not come of it. Each birth
     * is told to the other side, and of two births one has the lower epoch; therefore no two go unnoticed.
     *
     * @param bornAlone the epoch with which this side gave birth unanswered; 0 where it did not
     */
    boolean bornTwice(Standing mine, long bornAlone, long epoch, long sequence) {
        if (!mine.born()) {
            return false;
        }
        if (epoch < bornAlone) {
            return true;
        }
        return epoch > mine.epoch()
                ? mine.isOf(self) || (Epochs.ownerOf(epoch) != self && sequence < mine.sequence())
                : mine.isOf(self) && sequence > mine.sequence() && epoch < mine.epoch();
    }

    /** What becomes of the other side's snapshot of something that it owns. */
    enum Replication {
        /** It is known already, or something newer is. */
        IGNORE,
        /** The replica becomes this. */
        KEEP,
        /** Both owned it; theirs is the higher epoch, so ours gives way, and is listed, not merged. */
        GIVE_WAY,
        /** They changed it after it had become ours: seized. It is listed, not merged. */
        NOT_MERGED
    }

    Replication heard(Standing mine, long epoch, long sequence) {
        if (epoch < 1 || Epochs.ownerOf(epoch) == self) {
            return Replication.IGNORE;
        }
        if (!mine.born()) {
            return Replication.KEEP;
        }
        if (epoch > mine.epoch()) {
            return bornTwice(mine, 0, epoch, sequence) ? Replication.GIVE_WAY : Replication.KEEP;
        }
        if (sequence <= mine.sequence()) {
            return Replication.IGNORE;
        }
        if (epoch == mine.epoch()) {
            return Replication.KEEP;
        }
        // What was asked back before it had arrived has an epoch here whose snapshot is still to come.
        return mine.isOf(self) ? Replication.NOT_MERGED : Replication.IGNORE;
    }

    /**
     * @param alone whether the other side did not answer; then whoever sees the higher epoch later gives way
     * @return the epoch to be born with; empty where the right to it is the other side's
     */
    OptionalLong birth(Standing mine, boolean alone) {
        if (mine.born()) {
            throw new IllegalArgumentException("It is born already: " + mine);
        }
        if (mine.epoch() == 0) {
            return OptionalLong.of(Epochs.firstOf(self) + (alone ? 2 : 0));
        }
        return mine.isOf(self) ? OptionalLong.of(mine.epoch()) : OptionalLong.empty();
    }

    /** The epoch with which a dead side's aggregate becomes ours. */
    long seized(Standing mine) {
        return Epochs.nextOf(self, mine.epoch());
    }

    /** What two sides' rows of one id amount to. */
    enum Verdict {
        AGREED,
        OWNED_TWICE,
        /** And one of the two has been told so by the other: the higher epoch says which. */
        OWNED_BY_NOBODY,
        /** The only one who has it is not its owner. */
        OWNER_LOST,
        REPLICA_MISSING_THERE,
        REPLICA_MISSING_HERE
    }

    Verdict compare(Standing mine, Standing theirs) {
        if (mine.born() && theirs.born()) {
            if (mine.isOf(self) == theirs.isOf(self)) {
                return Verdict.AGREED;
            }
            return mine.isOf(self) ? Verdict.OWNED_TWICE : Verdict.OWNED_BY_NOBODY;
        }
        if (mine.born()) {
            return mine.isOf(self) ? Verdict.REPLICA_MISSING_THERE : Verdict.OWNER_LOST;
        }
        if (theirs.born()) {
            return theirs.isOf(self) ? Verdict.OWNER_LOST : Verdict.REPLICA_MISSING_HERE;
        }
        return Verdict.AGREED;
    }
}
