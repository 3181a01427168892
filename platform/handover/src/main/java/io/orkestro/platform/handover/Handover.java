package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.web.request.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps every aggregate owned by one side while requests may reach either. Where a capability has no peer to hand over
 * to, everything is owned here and each of these just does what it is given. So it is in a rehearsal
 * ({@link io.orkestro.platform.web.rehearsal.Rehearsal}): with what is known here, as if it were this side's, asking nobody
 * and taking no lock of an id.
 */
public interface Handover {

    /** Response header of a read that the owner did not answer: all that was committed there before is here. */
    String DATA_AS_OF = "X-Data-As-Of";

    /**
     * Writes what exists. Where {@code write} throws {@link NotOwned}, or a refusal with 404 for an id that is not here,
     * the aggregate is claimed from the other side, adopted in a transaction of its own, and {@code write} runs again;
     * after three claims in vain it is 503 with {@code Retry-After}.
     *
     * @param write opens its own transaction, locks the row and calls {@link #require}; may run several times. An
     *     idempotent POST is inside: {@code asOwner(kind, id, () -> requests.once(posted, id, …))}
     * @throws io.orkestro.platform.web.problem.Refusal 503 {@code owner_unreachable} where the owner does not answer
     * @throws IllegalStateException in a transaction: the claim is a call
     */
    <T> T asOwner(OwnedKind kind, String id, Supplier<T> write);

    /**
     * Creates under an id that may have been born on the other side. Claims the id first where the replicas here are no
     * proof that it was not: its decision changed later than a minute before the watermark, or the edge had not verified
     * its table for five seconds. Where the other side does not answer it goes on, born two epochs higher.
     *
     * @param hasHandle whether the id derives from something the client gave, so that a repeat could meet it elsewhere
     * @param create opens its own transaction, looks whether the id is there, and asks {@link #birthEpoch} before it
     *     inserts; may run several times
     */
    <T> T asCreator(OwnedKind kind, String id, Caller caller, boolean hasHandle, Supplier<T> create);

    /**
     * The epoch to be born with. In the create's transaction; locks the id until it ends.
     *
     * @throws NotOwned where the other side has the right to give birth to this id, or has done so meanwhile
     */
    long birthEpoch(OwnedKind kind, String id);

    /**
     * Call it under the row's lock before anything is changed.
     *
     * @throws NotOwned unless this side owns that epoch
     */
    void require(OwnedKind kind, String id, long epoch);

    /** For timers: only owners act on deadlines. */
    boolean owns(long epoch);

    /**
     * Before a read by id. Asks the owner for its snapshot, 300 ms at most, where this side does not own the aggregate or
     * does not know it, and keeps it as replica. Where the owner does not answer, the response says how old the replica
     * may be ({@value #DATA_AS_OF}). Never claims.
     *
     * @throws io.orkestro.platform.web.problem.Refusal 503 {@code owner_unreachable} where it is not known here either
     * @throws IllegalStateException in a transaction
     */
    void refresh(OwnedKind kind, String id);

    /** A handler of addressed messages that acts only as the owner, with the row locked; else the message goes to the other side. */
    <T> Handler<T> whenOwned(OwnedKind kind, Function<T, String> id, Handler<T> handler);

    /** A handler of addressed messages that may give birth; where the right to that is the other side's, the message goes there. */
    <T> Handler<T> whenBorn(Handler<T> handler);

    /** As {@link #replicas(List)}, for a capability with one kind. */
    default Subscription replicas(OwnedKind kind, String... eventTypes) {
        return replicas(List.of(new Feed(kind, List.of(eventTypes))));
    }

    /**
     * What feeds the replicas of one capability: the other side's events, what it hands over, its heartbeats and the
     * answers it gave. Declare it as a bean, one a capability.
     */
    Subscription replicas(List<Feed> feeds);

    /**
     * The events that carry one kind's snapshot.
     *
     * @param eventTypes {@code delivery.created.v1} and all others of it
     */
    record Feed(OwnedKind kind, List<String> eventTypes) {}

    // ---- what nobody owns

    /** Whether there is another side for it, that hears what this one says. */
    boolean isShared(Capability capability);

    /** All that the other side committed before then is here, by its clock; empty where it was not heard of yet. */
    Optional<Instant> heardUpTo(Capability capability);

    /**
     * As {@link #replicas}, for a capability whose data nobody owns because it only grows: it is told, not claimed. Declare
     * it as a bean, one a capability.
     *
     * @param hears says how the other side's events are kept, by {@link Subscription.Builder#onPeerEvent} and {@link Subscription.Builder#onPeerNote}
     */
    Subscription copies(Capability capability, Consumer<Subscription.Builder> hears);
}
