package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.request.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Without another side everything is owned here. */
final class Unmoved implements Handover {

    private final Side side;

    Unmoved(Side side) {
        this.side = side;
    }

    @Override
    public <T> T asOwner(OwnedKind kind, String id, Supplier<T> write) {
        return write.get();
    }

    @Override
    public <T> T asCreator(OwnedKind kind, String id, Caller caller, boolean hasHandle, Supplier<T> create) {
        return create.get();
    }

    @Override
    public long birthEpoch(OwnedKind kind, String id) {
        return Epochs.firstOf(side);
    }

    @Override
    public void require(OwnedKind kind, String id, long epoch) {
        // There is nobody else.
    }

    @Override
    public boolean owns(long epoch) {
        return true;
    }

    @Override
    public void refresh(OwnedKind kind, String id) {
        // What is here is the newest there is.
    }

    @Override
    public <T> Handler<T> whenOwned(OwnedKind kind, Function<T, String> id, Handler<T> handler) {
        return handler;
    }

    @Override
    public <T> Handler<T> whenBorn(Handler<T> handler) {
        return handler;
    }

    @Override
    public Subscription replicas(List<Feed> feeds) {
        return Subscription.of("replica", feeds.getFirst().kind().capability().slug())
                .build();
    }

    @Override
    public boolean isShared(Capability capability) {
        return false;
    }

    @Override
    public Optional<Instant> heardUpTo(Capability capability) {
        return Optional.empty();
    }

    @Override
    public Subscription copies(Capability capability, Consumer<Subscription.Builder> hears) {
        return Subscription.of(Moving.CONSUMER, capability.slug()).build();
    }
}
