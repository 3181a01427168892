package io.orkestro.platform.handover;

import io.orkestro.platform.handover.Handing.AnsweredMessage;
import io.orkestro.platform.handover.Handing.ClaimRequest;
import io.orkestro.platform.handover.Handing.ClaimResponse;
import io.orkestro.platform.handover.Handing.HandedOverMessage;
import io.orkestro.platform.handover.Handing.SnapshotResponse;
import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.messaging.Heartbeat;
import io.orkestro.platform.messaging.NotOwnedHere;
import io.orkestro.platform.messaging.ParkedMessages;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.idempotency.Answer;
import io.orkestro.platform.web.internal.PeerUnreachable;
import io.orkestro.platform.web.problem.Refusal;
import io.orkestro.platform.web.rehearsal.Rehearsal;
import io.orkestro.platform.web.request.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;

/**
 * The handover between two sides, for the capabilities that have a peer; the others are owned here alone, and in a rehearsal
 * all are.
 */
final class Moving implements Handover {

    static final String CONSUMER = "replica";

    private static final int MOST_CLAIMS = 3;
    private static final Logger log = LoggerFactory.getLogger(Moving.class);
    /** As long as a token lives: a request decided by an earlier table may have been under way that long. */
    private static final Duration DECISIONS_UNDER_WAY = Duration.ofMinutes(1);

    private static final Duration TABLE_FRESH = Duration.ofSeconds(5);
    private static final ScopedValue<OwnedKind> KIND = ScopedValue.newInstance();
    private static final ScopedValue<Boolean> ALONE = ScopedValue.newInstance();

    private final Side self;
    private final Map<Capability, Peer> peers;
    private final Unmoved unmoved;
    private final Ledger ledger;
    private final Watermarks watermarks;
    private final TransactionOperations transactions;
    private final Retired retired;
    private final ObjectProvider<ParkedMessages> parked;
    private final ObjectProvider<Backfill> backfill;
    private final Clock clock;
    private final OneAsks oneAsks = new OneAsks();

    Moving(
            Side self,
            Map<Capability, Peer> peers,
            Ledger ledger,
            Watermarks watermarks,
            TransactionOperations transactions,
            Retired retired,
            ObjectProvider<ParkedMessages> parked,
            ObjectProvider<Backfill> backfill,
            Clock clock) {
        this.self = self;
        this.peers = Map.copyOf(peers);
        this.unmoved = new Unmoved(self);
        this.ledger = ledger;
        this.watermarks = watermarks;
        this.transactions = transactions;
        this.retired = retired;
        this.parked = parked;
        this.backfill = backfill;
        this.clock = clock;
    }

    /** The kind that the present write or create is about. */
    static Optional<OwnedKind> presentKind() {
        return KIND.isBound() ? Optional.of(KIND.get()) : Optional.empty();
    }

    @Override
    public <T> T asOwner(OwnedKind kind, String id, Supplier<T> write) {
        Peer peer = peers.get(kind.capability());
        if (peer == null || Rehearsal.isUnderWay()) {
            return unmoved.asOwner(kind, id, write);
        }
        outsideTransactions();
        if (isAlone(kind)) {
            return ScopedValue.where(KIND, kind).call(() -> insisting(kind, id, write));
        }
        return ScopedValue.where(KIND, kind).call(() -> writing(peer, kind, id, write));
    }

    /** The other side's part is retired: nobody is asked, and nothing is waited for. */
    private boolean isAlone(OwnedKind kind) {
        return self == Side.SERVICE && retired.isAlone(kind.capability());
    }

    /** What is the other side's by its epoch, row or fence, was left behind, and is taken. */
    private <T> T insisting(OwnedKind kind, String id, Supplier<T> write) {
        for (int tries = 0; ; tries++) {
            try {
                return write.get();
            } catch (NotOwned | Ledger.BornMeanwhile e) {
                if (tries == MOST_CLAIMS) {
                    throw new OwnerUnreachable(e);
                }
                if (e instanceof NotOwned) {
                    transactions.executeWithoutResult(_ -> ledger.seize(kind, id));
                }
            }
        }
    }

    private <T> T writing(Peer peer, OwnedKind kind, String id, Supplier<T> write) {
        boolean lookedThere = false;
        for (int claims = 0; ; claims++) {
            try {
                return write.get();
            } catch (NotOwned e) {
                if (claims == MOST_CLAIMS) {
                    throw new OwnerUnreachable(e);
                }
            } catch (Refusal refusal) {
                if (refusal.status() != 404 || lookedThere) {
                    throw refusal;
                }
                if (isHere(kind, id)) {
                    // It may have arrived after the write had looked.
                    lookedThere = true;
                    continue;
                }
            }
            try {
                claimOnce(peer, kind, id, false, claims);
                lookedThere = true;
            } catch (PeerUnreachable e) {
                if (!peer.isSlow(e) || claims == MOST_CLAIMS - 1) {
                    throw new OwnerUnreachable(e);
                }
                // It may have given it up, and its message may be here by now; asked again it says the same.
            }
        }
    }

    @Override
    public <T> T asCreator(OwnedKind kind, String id, Caller caller, boolean hasHandle, Supplier<T> create) {
        Peer peer = peers.get(kind.capability());
        if (peer == null || Rehearsal.isUnderWay()) {
            return unmoved.asCreator(kind, id, caller, hasHandle, create);
        }
        outsideTransactions();
        if (isAlone(kind)) {
            return ScopedValue.where(KIND, kind).call(() -> insisting(kind, id, create));
        }
        return ScopedValue.where(KIND, kind).call(() -> {
            boolean alone = false;
            if (hasHandle && mayBeElsewhere(kind, caller)) {
                if (isHere(kind, id)) {
                    hearAnswers(peer, kind, id);
                } else {
                    alone = !asked(peer, kind, id);
                }
            }
            boolean wasAlone = alone;
            return ScopedValue.where(ALONE, wasAlone).call(() -> creating(peer, kind, id, create));
        });
    }

    private <T> T creating(Peer peer, OwnedKind kind, String id, Supplier<T> create) {
        for (int tries = 0; ; tries++) {
            try {
                return create.get();
            } catch (NotOwned | Ledger.BornMeanwhile e) {
                if (tries == MOST_CLAIMS) {
                    throw new OwnerUnreachable(e);
                }
                if (e instanceof NotOwned && !asked(peer, kind, id)) {
                    throw new OwnerUnreachable(e);
                }
            }
        }
    }

    /** It is here, so this is a repeat; the first one's answer may still be on its way. */
    private void hearAnswers(Peer peer, OwnedKind kind, String id) {
        try {
            patiently(peer, turn -> hear(kind, id, peer.snapshotPatiently(kind, id, turn)));
        } catch (PeerUnreachable e) {
            log.info("{} {} is repeated without knowing what was answered first", kind.name(), id, e);
        }
    }

    /** Whether a repeat of this create may have been served by the other side and is not known here yet. */
    private boolean mayBeElsewhere(OwnedKind kind, Caller caller) {
        if (caller.token().tableVerifiedAt().plus(TABLE_FRESH).isBefore(clock.instant())) {
            return true;
        }
        Instant changed = caller.token().decisionChangedAt();
        if (!changed.isAfter(Instant.EPOCH)) {
            return false;
        }
        return watermark(kind)
                .map(heard -> changed.isAfter(heard.minus(DECISIONS_UNDER_WAY)))
                .orElse(true);
    }

    /** A claim that is lost may have been heard, and is the same when it is made again. */
    private boolean asked(Peer peer, OwnedKind kind, String id) {
        try {
            patiently(peer, turn -> claimOnce(peer, kind, id, true, turn));
            return true;
        } catch (PeerUnreachable e) {
            return false;
        }
    }

    /**
     * Asks until there is an answer, while the other side is slow and not gone.
     *
     * @throws PeerUnreachable where there was none
     */
    private static void patiently(Peer peer, IntConsumer ask) {
        for (int turn = 0; ; turn++) {
            try {
                ask.accept(turn);
                return;
            } catch (PeerUnreachable e) {
                if (!peer.isSlow(e) || turn == MOST_CLAIMS - 1) {
                    throw e;
                }
            }
        }
    }

    /** Asks for it, unless somebody else here has got it meanwhile. */
    private void claimOnce(Peer peer, OwnedKind kind, String id, boolean creates, int turn) {
        oneAsks.run(id, peer.patience(turn), () -> {
            Standing mine = look(kind, id);
            if (!mine.born() || !mine.isOf(self)) {
                claim(peer, kind, id, creates, mine, turn);
            }
        });
    }

    void claim(Peer peer, OwnedKind kind, String id, boolean creates) {
        claim(peer, kind, id, creates, look(kind, id), 0);
    }

    /** The call between two transactions: what is known, and the adoption. */
    private void claim(Peer peer, OwnedKind kind, String id, boolean creates, Standing mine, int turn) {
        ClaimResponse handed = peer.claim(kind, id, new ClaimRequest(mine.epoch(), creates), turn);
        transactions.executeWithoutResult(_ -> ledger.adopt(kind, id, handed));
    }

    private Standing look(OwnedKind kind, String id) {
        return Objects.requireNonNull(transactions.execute(_ -> ledger.look(kind, id)));
    }

    /**
     * Claims it, if the other side owns it; asks once.
     *
     * @return whether it was the other side's
     * @throws PeerUnreachable where there is no answer
     */
    boolean take(Peer peer, OwnedKind kind, String id) {
        Standing mine = look(kind, id);
        if (!mine.born() || mine.isOf(self)) {
            return false;
        }
        claimOnce(peer, kind, id, false, 0);
        return true;
    }

    /** Whoever can be asked about this kind; nobody where the other side's part is retired. */
    Optional<Peer> peerOf(OwnedKind kind) {
        return isAlone(kind) ? Optional.empty() : otherSideOf(kind);
    }

    /** Whoever is on the other side, asked or not. */
    Optional<Peer> otherSideOf(OwnedKind kind) {
        return Optional.ofNullable(peers.get(kind.capability()));
    }

    @Override
    public long birthEpoch(OwnedKind kind, String id) {
        if (!peers.containsKey(kind.capability()) || Rehearsal.isUnderWay()) {
            return unmoved.birthEpoch(kind, id);
        }
        return ledger.birth(kind, id, ALONE.isBound() && ALONE.get()).orElseThrow(() -> new NotOwned(kind, id));
    }

    @Override
    public void require(OwnedKind kind, String id, long epoch) {
        if (peers.containsKey(kind.capability()) && !owns(epoch)) {
            throw new NotOwned(kind, id);
        }
    }

    @Override
    public boolean owns(long epoch) {
        return peers.isEmpty() || Rehearsal.isUnderWay() || Epochs.ownerOf(epoch) == self;
    }

    @Override
    public void refresh(OwnedKind kind, String id) {
        Peer peer = peers.get(kind.capability());
        if (peer == null || isAlone(kind) || Rehearsal.isUnderWay()) {
            return;
        }
        outsideTransactions();
        Standing mine = look(kind, id);
        if (mine.born() && mine.isOf(self)) {
            return;
        }
        try {
            hear(kind, id, peer.snapshot(kind, id));
        } catch (PeerUnreachable e) {
            if (mine.born() || kind.isCompleteWithout()) {
                sayHowOld(kind);
            } else {
                askAgain(peer, kind, id);
            }
        }
    }

    /** While there is nothing here to answer with instead the owner is given as long as for a claim. */
    private void askAgain(Peer peer, OwnedKind kind, String id) {
        try {
            patiently(peer, turn -> {
                if (isHere(kind, id)) {
                    sayHowOld(kind);
                } else {
                    hear(kind, id, peer.snapshotPatiently(kind, id, turn));
                }
            });
        } catch (PeerUnreachable e) {
            throw new OwnerUnreachable(e);
        }
    }

    private void hear(OwnedKind kind, String id, SnapshotResponse theirs) {
        JsonNode snapshot = theirs.snapshot();
        if (snapshot == null) {
            return;
        }
        if (Epochs.ownerOf(theirs.epoch()) == self) {
            // Given up to us, and neither answer nor message has come yet: this is as good as either.
            ClaimResponse handed = new ClaimResponse(
                    theirs.epoch(), theirs.sequence(), snapshot, theirs.answers(), false, theirs.lastOwned());
            transactions.executeWithoutResult(_ -> ledger.adopt(kind, id, handed));
        } else {
            transactions.executeWithoutResult(_ -> {
                ledger.keepAnswers(id, theirs.answersOrNone());
                ledger.replicate(kind, id, theirs.epoch(), theirs.sequence(), snapshot);
            });
        }
    }

    private void sayHowOld(OwnedKind kind) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletResponse response = attributes.getResponse();
            if (response != null) {
                response.setHeader(
                        DATA_AS_OF, watermark(kind).orElse(Instant.EPOCH).toString());
            }
        }
    }

    @Override
    public <T> Handler<T> whenOwned(OwnedKind kind, Function<T, String> id, Handler<T> handler) {
        if (!peers.containsKey(kind.capability())) {
            return handler;
        }
        return (envelope, data) -> {
            String subject = id.apply(data);
            if (isAlone(kind)) {
                ledger.seize(kind, subject);
                handler.handle(envelope, data);
                return;
            }
            if (kind.lock(subject).filter(held -> owns(held.epoch())).isEmpty()) {
                throw new NotOwnedHere(subject);
            }
            try {
                handler.handle(envelope, data);
            } catch (NotOwned e) {
                throw new NotOwnedHere(e.id());
            }
        };
    }

    @Override
    public <T> Handler<T> whenBorn(Handler<T> handler) {
        return (envelope, data) -> {
            try {
                handler.handle(envelope, data);
            } catch (NotOwned e) {
                throw new NotOwnedHere(e.id());
            }
        };
    }

    @Override
    public Subscription replicas(List<Feed> feeds) {
        Capability capability = feeds.getFirst().kind().capability();
        if (!peers.containsKey(capability)) {
            return unmoved.replicas(feeds);
        }
        String exchange = capability.slug();
        Map<String, OwnedKind> kinds = new HashMap<>();
        Subscription.Builder subscription = Subscription.of(CONSUMER, exchange).replica();
        for (Feed feed : feeds) {
            OwnedKind kind = feed.kind();
            if (kind.capability() != capability) {
                throw new IllegalArgumentException("%s is not of %s".formatted(kind.name(), capability));
            }
            kinds.put(kind.name(), kind);
            for (String type : feed.eventTypes()) {
                subscription.onPeerEvent(type, JsonNode.class, (envelope, data) -> {
                    ledger.replicate(
                            kind, envelope.subject(), envelope.epoch(), envelope.sequence(), kind.snapshotIn(data));
                    kind.heard(envelope.subject(), data);
                });
            }
        }
        return hearing(subscription, capability)
                .onAddressed(
                        Handing.HANDED_OVER,
                        HandedOverMessage.class,
                        (envelope, handed) -> ledger.adopt(
                                known(kinds, handed.kind()),
                                envelope.subject(),
                                new ClaimResponse(
                                        envelope.epoch(),
                                        envelope.sequence(),
                                        handed.snapshot(),
                                        handed.answers(),
                                        false,
                                        handed.lastOwned())))
                .onPeerNote(Handing.ANSWERED, AnsweredMessage.class, (envelope, answered) -> {
                    List<Answer> one = List.of(answered.answer());
                    ledger.keepAnswers(envelope.subject(), one);
                })
                .build();
    }

    @Override
    public Subscription copies(Capability capability, Consumer<Subscription.Builder> hears) {
        if (!peers.containsKey(capability)) {
            return unmoved.copies(capability, hears);
        }
        Subscription.Builder subscription =
                Subscription.of(CONSUMER, capability.slug()).replica();
        hears.accept(subscription);
        return hearing(subscription, capability).build();
    }

    @Override
    public boolean isShared(Capability capability) {
        return peers.containsKey(capability) && !retired.isDeaf(capability);
    }

    @Override
    public Optional<Instant> heardUpTo(Capability capability) {
        return watermarks.of(capability.slug());
    }

    /** In the queue of what it speaks of, so that it comes behind that. */
    private Subscription.Builder hearing(Subscription.Builder subscription, Capability capability) {
        String exchange = capability.slug();
        return subscription.onPeerNote(Heartbeat.TYPE, Heartbeat.class, (_, heartbeat) -> {
            Long returning = heartbeat.returning();
            if (returning != null) {
                backfill.ifAvailable(rows -> rows.restartFor(capability, returning));
            }
            // While something of theirs could not be kept it is not true that all is here.
            if (!parked.getObject().has(CONSUMER, exchange)) {
                watermarks.heard(exchange, heartbeat);
            }
        });
    }

    private static OwnedKind known(Map<String, OwnedKind> kinds, String name) {
        OwnedKind kind = kinds.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("Nothing here keeps a " + name);
        }
        return kind;
    }

    private Optional<Instant> watermark(OwnedKind kind) {
        return watermarks.of(kind.capability().slug());
    }

    private boolean isHere(OwnedKind kind, String id) {
        return Objects.requireNonNull(transactions.execute(_ -> ledger.look(kind, id)))
                .born();
    }

    /** Not of a rehearsal: that is one transaction as a whole, and has turned off before it would call. */
    private static void outsideTransactions() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A handover is a call to the other side: begin the transaction inside it");
        }
    }
}
