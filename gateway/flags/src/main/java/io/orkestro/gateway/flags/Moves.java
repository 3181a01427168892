package io.orkestro.gateway.flags;

import io.orkestro.gateway.flags.FlagRefused.Kind;
import io.orkestro.platform.routing.Stage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may follow what. The way is off, canary, live, complete, and back. As far as live off is one click away and keeps
 * everything, and whoever switched off by mistake may return to where the capability was. From complete the only way back is
 * live, once the monolith, returning, keeps all replicas again.
 */
final class Moves {

    static final String KILL_SWITCH = "kill switch";

    private static final int HALF = 5_000;

    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);

    private Moves() {}

    /**
     * The state after an edit; the same one where the edit changes nothing.
     *
     * @throws FlagRefused stale, invalid or illegal
     */
    static FlagState apply(FlagState before, FlagEdit edit, String actor, Instant now) {
        requireSeen(before, edit);
        FlagState after = wanted(before, edit);
        requireLegal(before, after);
        if (after.saysTheSameAs(before)) {
            return before;
        }
        return after.changedBy(actor, now, reasonFor(before, after, edit));
    }

    /** Whether the service must be ready for this change: it is to serve where it did not, or for everyone. */
    static boolean needsTheService(FlagState before, FlagState after) {
        return switch (after.inForce()) {
            case OFF, SHADOW -> false;
            case CANARY -> before.inForce() == Stage.OFF || before.inForce() == Stage.SHADOW;
            case LIVE, COMPLETE -> before.inForce() != Stage.LIVE && before.inForce() != Stage.COMPLETE;
        };
    }

    /** Whether the service would serve more than it does: a later stage, or a canary that somebody is added to. */
    static boolean isForward(FlagState before, FlagState after) {
        if (after.inForce() == Stage.CANARY && before.inForce() == Stage.CANARY) {
            return Cohorts.of(after.parametersOf(Stage.CANARY)).addsTo(Cohorts.of(before.parametersOf(Stage.CANARY)));
        }
        return after.inForce().compareTo(Stage.CANARY) >= 0 && after.inForce().compareTo(before.inForce()) > 0;
    }

    static Optional<Stage> next(Stage present) {
        return switch (present) {
            case OFF -> Optional.of(Stage.SHADOW);
            case SHADOW -> Optional.of(Stage.CANARY);
            case CANARY -> Optional.of(Stage.LIVE);
            case LIVE -> Optional.of(Stage.COMPLETE);
            case COMPLETE -> Optional.empty();
        };
    }

    /** Empty where the service serves nobody, or the monolith's part is retired. */
    static Optional<FlagState> stepBack(FlagState before, String actor, Instant now, String reason) {
        return switch (before.inForce()) {
            case OFF, SHADOW, COMPLETE -> Optional.empty();
            case CANARY ->
                Optional.of(before.with(true, Stage.SHADOW, before.parameters()).changedBy(actor, now, reason));
            case LIVE ->
                Optional.of(before.with(true, Stage.CANARY, withAtMostHalf(before.parameters()))
                        .changedBy(actor, now, reason));
        };
    }

    private static Map<Stage, Map<String, String>> withAtMostHalf(Map<Stage, Map<String, String>> parameters) {
        Map<String, String> canary = new HashMap<>(parameters.getOrDefault(Stage.CANARY, Map.of()));
        canary.merge(Cohorts.PERCENT, Share.text(HALF), (kept, half) -> Share.in(kept) > HALF ? half : kept);
        Map<Stage, Map<String, String>> after = new HashMap<>(parameters);
        after.put(Stage.CANARY, Map.copyOf(canary));
        return after;
    }

    /** Whether the monolith's part is retired by this change, so that it must own nothing. */
    static boolean retires(FlagState before, FlagState after) {
        return after.inForce() == Stage.COMPLETE
                && !after.isReturning()
                && (before.inForce() != Stage.COMPLETE || before.isReturning());
    }

    /** Whether the monolith may be asked to serve again by this change, so that it must keep all replicas. */
    static boolean returns(FlagState before, FlagState after) {
        return before.inForce() == Stage.COMPLETE && after.inForce() != Stage.COMPLETE;
    }

    static FlagRefused stale(FlagState present) {
        String label = Flag.of(present.capability()).label();
        return new FlagRefused(
                Kind.STALE,
                "%s was changed meanwhile: since %s it is “%s”, by %s (“%s”). Your change was not made; look at the present state and decide again."
                        .formatted(
                                label,
                                TO_THE_SECOND.format(present.changedAt()),
                                present.words(),
                                present.changedBy(),
                                present.reason()));
    }

    private static void requireSeen(FlagState before, FlagEdit edit) {
        String version = edit.version();
        if (version == null || !version.strip().matches("\\d{1,18}")) {
            throw new FlagRefused(Kind.INVALID, "This form has lost its version: open the page again.");
        }
        if (Long.parseLong(version.strip()) != before.version()) {
            throw stale(before);
        }
    }

    private static FlagState wanted(FlagState before, FlagEdit edit) {
        String id = edit.stage();
        if (id == null) {
            return before.with(edit.enabled(), before.stage(), before.parameters());
        }
        StageStrategy strategy = Stages.ofId(id)
                .orElseThrow(() -> new FlagRefused(Kind.INVALID, "There is no stage “%s” to choose.".formatted(id)));
        Map<Stage, Map<String, String>> parameters = new HashMap<>(before.parameters());
        // Whoever completes again does not return.
        parameters.remove(Stage.COMPLETE);
        parameters.put(strategy.stage(), textsFor(strategy, edit.parameters()));
        return before.with(edit.enabled(), strategy.stage(), parameters);
    }

    private static Map<String, String> textsFor(StageStrategy strategy, Map<String, String> typed) {
        List<String> objections = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        for (StageParameter parameter : strategy.ownParameters()) {
            String text = typed.getOrDefault(parameter.name(), "");
            @Nullable String objection = parameter.objection().apply(text);
            if (objection != null) {
                objections.add(parameter.label() + ": " + objection);
            }
            texts.put(parameter.name(), text);
        }
        if (!objections.isEmpty()) {
            throw new FlagRefused(Kind.INVALID, objections);
        }
        texts.computeIfPresent(Return.RETURNING, (_, text) -> Return.in(text));
        // None is not kept, so that a state from before there were samples says the same as one without.
        texts.computeIfPresent(Share.SAMPLE, (_, text) -> Share.in(text) == 0 ? null : Share.text(Share.in(text)));
        if (strategy.stage() != Stage.CANARY) {
            return texts;
        }
        Cohorts cohorts = Cohorts.of(texts);
        if (!cohorts.contradictions().isEmpty()) {
            throw new FlagRefused(
                    Kind.INVALID,
                    "Chosen and excluded at once: %s.".formatted(String.join(", ", cohorts.contradictions())));
        }
        texts.putAll(cohorts.texts());
        return texts;
    }

    private static void requireLegal(FlagState before, FlagState after) {
        if (after.enabled() && after.stage() == null) {
            throw new FlagRefused(Kind.ILLEGAL, "Choose a stage to switch this on.");
        }
        if (before.inForce() == Stage.COMPLETE) {
            requireLegalFromComplete(before, after);
            return;
        }
        if (after.stage() == Stage.COMPLETE && before.stage() != Stage.COMPLETE) {
            requireLegalToComplete(before, after);
        }
        if (after.stage() == Stage.LIVE && before.stage() != Stage.LIVE && before.inForce() != Stage.CANARY) {
            throw new FlagRefused(
                    Kind.ILLEGAL, "The way to Live leads through Canary: let the service serve somebody first.");
        }
    }

    private static void requireLegalToComplete(FlagState before, FlagState after) {
        if (before.inForce() != Stage.LIVE || !after.enabled()) {
            throw new FlagRefused(
                    Kind.ILLEGAL, "The way to Complete leads from Live alone: let the service serve everyone first.");
        }
        if (after.isReturning()) {
            throw new FlagRefused(
                    Kind.ILLEGAL,
                    "Return is the way back from Complete: leave it empty to retire the monolith's part.");
        }
    }

    private static void requireLegalFromComplete(FlagState before, FlagState after) {
        if (after.inForce() == Stage.COMPLETE) {
            return;
        }
        if (after.inForce() != Stage.LIVE) {
            throw new FlagRefused(
                    Kind.ILLEGAL,
                    "The monolith's part is retired and cannot serve anybody: the way back is 4 Complete with Return"
                            + " “yes”, which fills its replicas, and then 3 Live.");
        }
        if (!before.isReturning()) {
            throw new FlagRefused(
                    Kind.ILLEGAL,
                    "The monolith's part is retired and its replicas are old: choose 4 Complete with Return “yes” first,"
                            + " which fills them, and then 3 Live.");
        }
    }

    private static String reasonFor(FlagState before, FlagState after, FlagEdit edit) {
        String typed = edit.reason();
        if (typed == null) {
            if (before.enabled() && after.saysTheSameAs(before.with(false, before.stage(), before.parameters()))) {
                return KILL_SWITCH;
            }
            throw new FlagRefused(
                    Kind.INVALID, "Reason: say why. Only switching off, with nothing else changed, needs no reason.");
        }
        @Nullable String objection = StageStrategy.objectionToReason(typed);
        if (objection != null) {
            throw new FlagRefused(Kind.INVALID, "Reason: " + objection);
        }
        return typed.strip();
    }
}
