package io.orkestro.platform.backend;

import io.orkestro.platform.handover.Handover;
import io.orkestro.platform.handover.OwnedKind;
import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.web.request.Caller;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ownership of one kind that two sides share; for as long as there are two. */
public record HandedOver(Handover handover, OwnedKind kind) implements Ownership {

    @Override
    public <T> T write(String id, Supplier<T> write) {
        return handover.asOwner(kind, id, write);
    }

    @Override
    public <T> T create(String id, Caller caller, boolean hasHandle, Supplier<T> create) {
        return handover.asCreator(kind, id, caller, hasHandle, create);
    }

    @Override
    public long birthEpoch(String id) {
        return handover.birthEpoch(kind, id);
    }

    @Override
    public void require(String id, long epoch) {
        handover.require(kind, id, epoch);
    }

    @Override
    public boolean isOwn(long epoch) {
        return handover.owns(epoch);
    }

    @Override
    public void refresh(String id) {
        handover.refresh(kind, id);
    }

    @Override
    public <T> Handler<T> whenOwned(Function<T, String> id, Handler<T> handler) {
        return handover.whenOwned(kind, id, handler);
    }

    @Override
    public <T> Handler<T> whenBorn(Handler<T> handler) {
        return handover.whenBorn(handler);
    }
}
