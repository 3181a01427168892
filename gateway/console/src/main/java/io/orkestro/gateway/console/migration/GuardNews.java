package io.orkestro.gateway.console.migration;

import io.orkestro.gateway.console.guard.GuardMove;
import io.orkestro.gateway.console.guard.GuardProperties;
import io.orkestro.gateway.console.guard.GuardState;
import io.orkestro.gateway.console.guard.GuardTables;
import io.orkestro.gateway.console.guard.Mood;
import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.platform.routing.Capability;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the guard is doing, in words. */
@Component
class GuardNews {

    private static final Duration STALE = Duration.ofSeconds(10);

    private final GuardTables tables;
    private final GuardProperties settings;
    private final Clock clock;

    GuardNews(GuardTables tables, GuardProperties settings, Clock clock) {
        this.tables = tables;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param mood one word
     * @param tone for the style sheet
     * @param isLatched whether it moved this back and nobody has cleared that
     * @param past what became of its last move, where that is cleared; empty where it never moved this
     */
    record News(String mood, String tone, String words, boolean isLatched, String moved, String past) {}

    News of(Capability capability) {
        Optional<GuardMove> move = tables.move(capability);
        boolean isLatched = move.map(GuardMove::isLatched).orElse(false);
        String moved = move.map(last -> "%s: %s.".formatted(PageTime.toTheSecond(last.movedAt()), last.words()))
                .orElse("");
        String past = move.filter(last -> !last.isLatched())
                .map(last -> "It last moved this back on %s, as %s; cleared by %s."
                        .formatted(PageTime.of(last.movedAt()), last.words(), last.clearedBy()))
                .orElse("");
        Present present = present(capability);
        return isLatched
                ? new News("latched", "bad", present.words(), true, moved, past)
                : new News(present.mood(), present.tone(), present.words(), false, moved, past);
    }

    private record Present(String mood, String tone, String words) {}

    private Present present(Capability capability) {
        if (!settings.enabled()) {
            return new Present(
                    "switched off", "warm", "It is switched off in this installation: nothing moves back by itself.");
        }
        Optional<GuardState> state = tables.state(capability);
        if (state.isEmpty() || state.get().lookedAt().plus(STALE).isBefore(clock.instant())) {
            return new Present(
                    "absent",
                    "warm",
                    "No console has judged this %s."
                            .formatted(state.map(last -> "since " + PageTime.toTheSecond(last.lookedAt()))
                                    .orElse("yet")));
        }
        Mood mood = state.get().mood();
        return new Present(wordOf(mood), toneOf(mood), state.get().words());
    }

    private static String wordOf(Mood mood) {
        return switch (mood) {
            case IDLE -> "at rest";
            case HOLDING -> "holding";
            case WATCHING -> "watching";
            case ALARMED -> "alarmed";
        };
    }

    private static String toneOf(Mood mood) {
        return switch (mood) {
            case HOLDING -> "warm";
            case IDLE -> "plain";
            case WATCHING -> "good";
            case ALARMED -> "bad";
        };
    }
}
