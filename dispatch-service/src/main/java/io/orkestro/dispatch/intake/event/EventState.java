package io.orkestro.dispatch.intake.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of an event. */
enum EventState {
    /** It is still to be worked through. */
    WAITING,
    /** It told of orders. */
    DONE,
    /** It says nothing that matters here; why is in its detail. */
    IGNORED,
    /** It could not be understood, or not for a day; why is in its detail. It can be replayed. */
    FAILED;

    /** As JSON spells it: {@code failed}. */
    static Optional<EventState> ofSlug(String slug) {
        return Arrays.stream(values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(slug))
                .findFirst();
    }
}
