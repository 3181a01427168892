package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.messaging.Subscription.Meant;
import io.orkestro.platform.messaging.Unheard;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * What is meant for the other side alone is not said while that is retired. Two sides tell each other the same things, so
 * what this one reads as notes of the other is what it writes as such.
 */
final class NotesToARetiredSide implements Unheard {

    private static final Map<String, Capability> CAPABILITIES =
            Arrays.stream(Capability.values()).collect(Collectors.toMap(Capability::slug, Function.identity()));

    private final Side self;
    private final Retired retired;
    private final ObjectProvider<Subscription> subscriptions;
    private volatile @Nullable Set<Note> notes;

    NotesToARetiredSide(Side self, Retired retired, ObjectProvider<Subscription> subscriptions) {
        this.self = self;
        this.retired = retired;
        this.subscriptions = subscriptions;
    }

    private record Note(String exchange, String type) {}

    @Override
    public boolean isUnheard(String exchange, String type) {
        Capability capability = CAPABILITIES.get(exchange);
        return self == Side.SERVICE
                && capability != null
                && retired.isDeaf(capability)
                && notes().contains(new Note(exchange, type));
    }

    private Set<Note> notes() {
        Set<Note> known = notes;
        if (known == null) {
            known = subscriptions
                    .orderedStream()
                    .flatMap(subscription -> subscription.handlers().entrySet().stream()
                            .filter(each -> each.getValue().meant() == Meant.NOTES_OF_THE_OTHER_SIDE)
                            .map(each -> new Note(subscription.exchange(), each.getKey())))
                    .collect(Collectors.toUnmodifiableSet());
            notes = known;
        }
        return known;
    }
}
