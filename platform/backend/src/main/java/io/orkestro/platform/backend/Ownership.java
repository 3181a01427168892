package io.orkestro.platform.backend;

import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.web.request.Caller;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The right to write aggregates of one kind. As long as two applications can be asked for the same delivery, exactly one
 * owns it; the handover knows which. Whoever is asked to write gets the ownership first.
 */
public interface Ownership {

    /** Of a service whose other side is gone, code and all: it owns whatever there is, and nobody is asked. */
    static Ownership alone() {
        return new Alone();
    }

    /** Writes what exists, as its owner. {@code write} opens its own transaction and may run several times. */
    <T> T write(String id, Supplier<T> write);

    /**
     * Creates, or meets what was created before, here or elsewhere.
     *
     * @param hasHandle whether the id follows from something the client gave and may give again
     */
    <T> T create(String id, Caller caller, boolean hasHandle, Supplier<T> create);

    /** The epoch that a new aggregate starts with; in the transaction that creates it. */
    long birthEpoch(String id);

    /** Under the lock of the row, before it changes: throws unless this application owns it. */
    void require(String id, long epoch);

    boolean isOwn(long epoch);

    /** Before a read by id, outside a transaction: brings what is here up to date with its owner, if that can be asked. */
    void refresh(String id);

    /** A handler that acts as the owner; what another owns is passed on. */
    <T> Handler<T> whenOwned(Function<T, String> id, Handler<T> handler);

    /** A handler that may give birth; where the right to that is another's, the message is passed on. */
    <T> Handler<T> whenBorn(Handler<T> handler);
}
