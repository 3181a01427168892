package io.orkestro.gateway.edge.shadow;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of the sample: copies of what the client sent and was answered, and what the other side answers. It ends once, by
 * whatever comes first, and then gives back all that it held; who has nothing to do with the client's own request but looks on.
 */
final class Pair {

    private static final Logger log = LoggerFactory.getLogger(Pair.class);

    private final ComparedRoute route;
    private final Capability capability;
    private final Side servedBy;
    private final String requestId;
    private final boolean keyed;
    private final Room room;
    private final int limit;
    private final Comparisons comparisons;
    private final Consumer<Pair> whenComplete;

    private final Copy sent = new Copy();
    private final Copy told = new Copy();
    private long held;
    private boolean over;
    private @Nullable Answer served;
    private @Nullable Answer asked;

    /**
     * In a room that has been entered.
     *
     * @param limit of each copy, in bytes
     * @param whenComplete told once, when both answers are here
     */
    Pair(
            ComparedRoute route,
            Capability capability,
            Side servedBy,
            String requestId,
            boolean keyed,
            Room room,
            int limit,
            Comparisons comparisons,
            Consumer<Pair> whenComplete) {
        this.route = route;
        this.capability = capability;
        this.servedBy = servedBy;
        this.requestId = requestId;
        this.keyed = keyed;
        this.room = room;
        this.limit = limit;
        this.comparisons = comparisons;
        this.whenComplete = whenComplete;
    }

    ComparedRoute route() {
        return route;
    }

    Capability capability() {
        return capability;
    }

    Side servedBy() {
        return servedBy;
    }

    String requestId() {
        return requestId;
    }

    boolean isKeyed() {
        return keyed;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Copies a piece of what the client sends. */
    void sending(int length, Consumer<ByteBuffer> piece) {
        copy(sent, length, piece);
    }

    /** Copies a piece of what the client is answered. */
    void telling(int length, Consumer<ByteBuffer> piece) {
        copy(told, length, piece);
    }

    /** Copies a piece of an answer that was asked for to compare; false where it is over a bound, and so the pair is over. */
    boolean hearing(Copy heard, byte[] piece) {
        return copy(heard, piece.length, room -> room.put(piece));
    }

    private synchronized boolean copy(Copy copy, int length, Consumer<ByteBuffer> piece) {
        if (over) {
            return false;
        }
        if (copy.length() + length > limit) {
            drop(Dropped.TOO_LARGE);
            return false;
        }
        int growth = copy.growthFor(length);
        if (growth > 0 && !room.take(growth)) {
            drop(Dropped.CROWDED);
            return false;
        }
        held += growth;
        try {
            piece.accept(copy.extend(length));
            return true;
        } catch (RuntimeException e) {
            // Thrown on, it would break off what the client sends or is answered.
            log.error("{}, request {}: a body could not be copied", route.name(), requestId, e);
            drop(Dropped.BROKEN);
            return false;
        }
    }

    /** All that the client sent. */
    synchronized byte[] sent() {
        return sent.toBytes();
    }

    /** All that the client was answered, once it was told all of it. */
    synchronized byte[] told() {
        return told.toBytes();
    }

    synchronized void served(Answer answer) {
        if (!over && served == null) {
            served = answer;
            completeIfBothAreHere();
        }
    }

    synchronized void asked(Answer answer) {
        if (!over && asked == null) {
            asked = answer;
            completeIfBothAreHere();
        }
    }

    private void completeIfBothAreHere() {
        if (served != null && asked != null) {
            whenComplete.accept(this);
        }
    }

    /** Both answers; null before they are here, and after the end. */
    synchronized @Nullable Both both() {
        return served == null || asked == null ? null : new Both(served, asked);
    }

    /** What the client was answered, and what the other side said. */
    record Both(Answer served, Answer asked) {}

    /** The client got no whole answer; of no interest once it had one. */
    synchronized void notServed() {
        if (served == null) {
            drop(Dropped.NOT_SERVED);
        }
    }

    synchronized void unanswered() {
        end(() -> comparisons.unanswered(capability, route));
    }

    synchronized void drop(Dropped reason) {
        end(() -> comparisons.dropped(capability, route, reason));
    }

    synchronized void same() {
        end(() -> comparisons.same(capability, route));
    }

    synchronized void undecided() {
        end(() -> comparisons.undecided(capability, route));
    }

    synchronized void different(Difference difference) {
        end(() -> comparisons.different(difference, route));
    }

    private void end(Runnable count) {
        if (over) {
            return;
        }
        over = true;
        served = null;
        asked = null;
        room.leave(held);
        count.run();
    }
}
