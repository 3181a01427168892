package io.orkestro.platform.backend;

import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.web.request.Caller;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ownership with nothing to do. */
record Alone() implements Ownership {

    /** The first of a service's epochs. */
    private static final long BORN = 2;

    @Override
    public <T> T write(String id, Supplier<T> write) {
        return write.get();
    }

    @Override
    public <T> T create(String id, Caller caller, boolean hasHandle, Supplier<T> create) {
        return create.get();
    }

    @Override
    public long birthEpoch(String id) {
        return BORN;
    }

    @Override
    public void require(String id, long epoch) {
        // There is nobody else.
    }

    @Override
    public boolean isOwn(long epoch) {
        return true;
    }

    @Override
    public void refresh(String id) {
        // What is here is the newest there is.
    }

    @Override
    public <T> Handler<T> whenOwned(Function<T, String> id, Handler<T> handler) {
        return handler;
    }

    @Override
    public <T> Handler<T> whenBorn(Handler<T> handler) {
        return handler;
    }
}
