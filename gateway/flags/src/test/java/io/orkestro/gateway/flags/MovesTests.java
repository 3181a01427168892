package io.orkestro.gateway.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orkestro.gateway.flags.FlagRefused.Kind;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of moves, and what an edit must say. */
class MovesTests {

    private static final Instant NOW = Instant.parse("2026-11-20T16:30:00Z");
    private static final Map<String, String> ACME = Map.of("keys", "acme", "excludedKeys", "", "percent", "12.50");

    @ParameterizedTest
    @CsvSource({
        // present (ticked, chosen), wanted (ticked, chosen): allowed, and whether the service is asked first
        "false, ,       true,  canary, yes, asked",
        "false, ,       true,  live,   no,  ",
        "false, ,       false, canary, yes, not asked",
        "false, ,       false, live,   no,  ",
        "false, ,       true,  ,       no,  ",
        "true,  CANARY, true,  canary, yes, not asked",
        "true,  CANARY, true,  live,   yes, asked",
        "true,  CANARY, false, canary, yes, not asked",
        "true,  CANARY, false, ,       yes, not asked",
        "true,  LIVE,   true,  canary, yes, not asked",
        "true,  LIVE,   false, live,   yes, not asked",
        "true,  LIVE,   false, ,       yes, not asked",
        "false, CANARY, true,  live,   no,  ",
        "false, CANARY, false, live,   no,  ",
        "false, CANARY, true,  ,       yes, asked",
        "false, LIVE,   true,  ,       yes, asked",
        "false, LIVE,   true,  canary, yes, asked",
        "true,  SHADOW, true,  canary, yes, asked",
        "true,  LIVE,   true,  complete, yes, not asked",
        "false, ,       true,  complete, no,  ",
        "false, LIVE,   true,  complete, no,  ",
        "false, LIVE,   false, complete, no,  ",
        "true,  LIVE,   false, complete, no,  ",
        "true,  SHADOW, true,  complete, no,  ",
        "true,  CANARY, true,  complete, no,  ",
        "true,  COMPLETE, false, ,         no,  ",
        "true,  COMPLETE, false, complete, no,  ",
        "true,  COMPLETE, false, canary,   no,  ",
        "true,  COMPLETE, true,  shadow,   no,  ",
        "true,  COMPLETE, true,  canary,   no,  ",
        "true,  COMPLETE, true,  live,     no,  ",
    })
    void movesFollowTheTable(
            boolean ticked,
            @Nullable Stage chosen,
            boolean thenTicked,
            @Nullable String thenChosen,
            String allowed,
            @Nullable String asked) {
        FlagState before = dispatch(ticked, chosen);
        FlagEdit edit = new FlagEdit(
                Capability.DISPATCH,
                thenTicked,
                thenChosen,
                Map.of("keys", "shop", "excludedKeys", "", "percent", "1"),
                "7",
                "because");

        if (allowed.equals("no")) {
            FlagRefused refused = refusal(before, edit);
            assertThat(refused.kind()).isEqualTo(Kind.ILLEGAL);
        } else {
            FlagState after = Moves.apply(before, edit, "ada", NOW);
            assertThat(after.version()).isEqualTo(8);
            assertThat(Moves.needsTheService(before, after)).isEqualTo("asked".equals(asked));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // present (ticked, chosen), wanted (ticked, chosen, keys, percent): whether more would be served by the service
        "false, ,       true,  SHADOW, '',        0,  no",
        "false, CANARY, true,  CANARY, acme,      12.5, yes",
        "true,  SHADOW, true,  CANARY, '',        0,  yes",
        "true,  CANARY, true,  CANARY, acme,      12.5, no",
        "true,  CANARY, true,  CANARY, '',        10, no",
        "true,  CANARY, true,  CANARY, acme,      13, yes",
        "true,  CANARY, true,  CANARY, acme shop, 1,  yes",
        "true,  CANARY, true,  LIVE,   acme,      12.5, yes",
        "true,  CANARY, true,  SHADOW, acme,      12.5, no",
        "true,  LIVE,   true,  CANARY, acme shop, 50, no",
        "true,  LIVE,   true,  COMPLETE, acme,    12.5, yes",
        "true,  LIVE,   false, LIVE,   acme,      12.5, no",
    })
    void forwardIsWhatServesMoreByTheService(
            boolean ticked,
            @Nullable Stage chosen,
            boolean thenTicked,
            Stage thenChosen,
            String keys,
            String percent,
            String forward) {
        FlagState before = dispatch(ticked, chosen);
        Map<String, String> canary = Map.of("keys", keys, "excludedKeys", "", "percent", percent);

        FlagState after = before.with(thenTicked, thenChosen, Map.of(Stage.CANARY, canary));

        assertThat(Moves.isForward(before, after)).isEqualTo(forward.equals("yes"));
    }

    @Test
    void oneStageBackIsCanaryFromLiveWithHalfAtMostAndShadowFromCanary() {
        FlagState live = dispatch(true, Stage.LIVE);
        FlagState wide = live.with(
                true, Stage.LIVE, Map.of(Stage.CANARY, Map.of("keys", "acme", "excludedKeys", "", "percent", "90.00")));

        assertThat(back(live)).isEqualTo("Canary: acme, 12.50 %");
        assertThat(back(wide)).isEqualTo("Canary: acme, 50.00 %");
        assertThat(back(dispatch(true, Stage.CANARY))).isEqualTo("Shadow");
        assertThat(Moves.stepBack(dispatch(true, Stage.CANARY), "guard", NOW, "worse"))
                .hasValueSatisfying(after -> {
                    assertThat(after.parametersOf(Stage.CANARY)).isEqualTo(ACME);
                    assertThat(after.changedBy()).isEqualTo("guard");
                    assertThat(after.version()).isEqualTo(8);
                });
        assertThat(Moves.stepBack(dispatch(true, Stage.SHADOW), "guard", NOW, "worse"))
                .isEmpty();
        assertThat(Moves.stepBack(dispatch(true, Stage.COMPLETE), "guard", NOW, "worse"))
                .isEmpty();
        assertThat(Moves.stepBack(dispatch(false, Stage.CANARY), "guard", NOW, "worse"))
                .isEmpty();
    }

    private static String back(FlagState before) {
        return Moves.stepBack(before, "guard", NOW, "worse").orElseThrow().words();
    }

    @Test
    void completeIsLeftByReturningAndThenLive() {
        FlagState live = dispatch(true, Stage.LIVE);
        FlagState complete = Moves.apply(live, edit(true, "complete", Map.of(), "done"), "ada", NOW);
        FlagState returning = Moves.apply(complete, returning("8"), "ada", NOW);
        FlagState liveAgain = Moves.apply(
                returning,
                new FlagEdit(Capability.DISPATCH, true, "live", Map.of("returning", "yes"), "9", "back"),
                "ada",
                NOW);

        assertThat(complete.words()).isEqualTo("Complete");
        assertThat(Moves.retires(live, complete)).isTrue();
        assertThat(returning.words()).isEqualTo("Complete, returning");
        assertThat(Moves.retires(complete, returning)).isFalse();
        assertThat(Moves.returns(complete, returning)).isFalse();
        assertThat(Moves.returns(returning, liveAgain)).isTrue();
        assertThat(Moves.needsTheService(returning, liveAgain))
                .as("it serves everyone already")
                .isFalse();
        assertThat(liveAgain.parametersOf(Stage.COMPLETE))
                .as("whoever completes again does not return")
                .isEmpty();
    }

    @Test
    void whoReturnsMayThinkAgainAndIsAskedWhetherTheMonolithOwnsNothing() {
        FlagState returning = aReturning();

        FlagState complete = Moves.apply(
                returning, new FlagEdit(Capability.DISPATCH, true, "complete", Map.of(), "9", "stay"), "ada", NOW);

        assertThat(complete.words()).isEqualTo("Complete");
        assertThat(Moves.retires(returning, complete)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"false, ", "false, complete", "false, live", "true, shadow", "true, canary"})
    void whoReturnsCannotDoAnythingElse(boolean ticked, @Nullable String chosen) {
        FlagRefused refused = refusal(
                aReturning(),
                new FlagEdit(Capability.DISPATCH, ticked, chosen, Map.of("keys", "shop"), "9", "because"));

        assertThat(refused.kind()).isEqualTo(Kind.ILLEGAL);
        assertThat(refused.getMessage()).contains("Return “yes”", "3 Live");
    }

    @Test
    void nobodyReturnsFromWhereHeIsNot() {
        FlagRefused refused =
                refusal(dispatch(true, Stage.LIVE), edit(true, "complete", Map.of("returning", "yes"), "because"));

        assertThat(refused.kind()).isEqualTo(Kind.ILLEGAL);
        assertThat(refusal(dispatch(true, Stage.LIVE), edit(true, "complete", Map.of("returning", "no"), "because"))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void theTableSaysSinceWhichOfItsVersionsTheMonolithReturns() {
        RoutingTable live = dispatch(true, Stage.LIVE).placedIn(RoutingTable.everythingAtMonolith(), NOW);
        RoutingTable complete = complete().placedIn(live, NOW.plusSeconds(60));
        RoutingTable returning = aReturning().placedIn(complete, NOW.plusSeconds(120));
        RoutingTable again = aReturning().placedIn(returning, NOW.plusSeconds(180));
        RoutingTable thoughtAgain = complete().placedIn(again, NOW.plusSeconds(240));

        assertThat(placement(complete).isRetired()).isTrue();
        assertThat(placement(returning).isRetired()).isFalse();
        assertThat(placement(returning).returning()).isEqualTo(3);
        assertThat(placement(returning).changedAt())
                .as("nobody's side has changed")
                .isEqualTo(NOW.plusSeconds(60));
        assertThat(placement(again).returning()).as("the same return").isEqualTo(3);
        assertThat(placement(thoughtAgain).isRetired()).isTrue();
        assertThat(placement(dispatch(true, Stage.LIVE).placedIn(again, NOW)).returning())
                .isZero();
    }

    private static FlagState complete() {
        return Moves.apply(dispatch(true, Stage.LIVE), edit(true, "complete", Map.of(), "done"), "ada", NOW);
    }

    private static FlagState aReturning() {
        return Moves.apply(complete(), returning("8"), "ada", NOW);
    }

    private static FlagEdit returning(String version) {
        return new FlagEdit(Capability.DISPATCH, true, "complete", Map.of("returning", " Yes "), version, "we need it");
    }

    private static Placement placement(RoutingTable table) {
        return table.placementOf(Capability.DISPATCH);
    }

    @Test
    void switchingOffNeedsNoReasonAndForgetsNothing() {
        FlagState live = dispatch(true, Stage.LIVE);

        FlagState off = Moves.apply(live, edit(false, null, Map.of(), null), "ada", NOW);

        assertThat(off.inForce()).isEqualTo(Stage.OFF);
        assertThat(off.reason()).isEqualTo("kill switch");
        assertThat(off.stage()).isEqualTo(Stage.LIVE);
        assertThat(off.parametersOf(Stage.CANARY)).isEqualTo(ACME);
        assertThat(off.words()).isEqualTo("Off (keeps Live)");
    }

    @Test
    void aToggleThatRepeatsTheParametersIsAToggle() {
        FlagState off = Moves.apply(dispatch(true, Stage.CANARY), edit(false, "canary", ACME, null), "ada", NOW);

        assertThat(off.reason()).isEqualTo("kill switch");
    }

    @Test
    void anyOtherChangeNeedsAReason() {
        FlagState canary = dispatch(true, Stage.CANARY);
        Map<String, String> others = Map.of("keys", "acme shop");

        assertThat(refusal(canary, edit(true, "canary", others, null)).words())
                .singleElement()
                .asString()
                .startsWith("Reason");
        assertThat(refusal(canary, edit(false, "canary", others, null)).kind()).isEqualTo(Kind.INVALID);
        assertThat(refusal(dispatch(false, Stage.CANARY), edit(true, null, Map.of(), null))
                        .kind())
                .isEqualTo(Kind.INVALID);
        assertThat(refusal(canary, edit(true, "canary", others, "no")).kind()).isEqualTo(Kind.INVALID);
        assertThat(refusal(canary, edit(true, "canary", others, "x".repeat(201)))
                        .kind())
                .isEqualTo(Kind.INVALID);
        assertThat(Moves.apply(canary, edit(true, "canary", others, "  more  "), "ada", NOW)
                        .reason())
                .isEqualTo("more");
    }

    @Test
    void whatWasNotSeenIsNotOverwrittenAndSaysWhoWasFaster() {
        FlagState canary = dispatch(true, Stage.CANARY);
        FlagEdit old = new FlagEdit(Capability.DISPATCH, false, null, Map.of(), "6", null);

        FlagRefused refused = refusal(canary, old);

        assertThat(refused.kind()).isEqualTo(Kind.STALE);
        assertThat(refused.getMessage())
                .contains("Dispatch", "grace", "Canary: acme, 12.50 %", "first shop", "20 Nov, 15:00:00 UTC");
        assertThat(refusal(canary, new FlagEdit(Capability.DISPATCH, false, null, Map.of(), null, null))
                        .kind())
                .as("Togglz's own disable() knows no version")
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void sayingTheSameAgainChangesNothing() {
        FlagState canary = dispatch(true, Stage.CANARY);

        assertThat(Moves.apply(
                        canary, edit(true, "canary", Map.of("keys", " acme ", "percent", "12.5"), null), "ada", NOW))
                .isSameAs(canary);
    }

    @Test
    void aStageThatIsNotOfferedCannotBeChosen() {
        assertThatExceptionOfType(FlagRefused.class)
                .isThrownBy(() -> Moves.apply(
                        dispatch(true, Stage.CANARY), edit(true, "rampdown", Map.of(), "because"), "ada", NOW))
                .withMessageContaining("rampdown");
    }

    private static FlagEdit edit(
            boolean enabled, @Nullable String stage, Map<String, String> parameters, @Nullable String reason) {
        return new FlagEdit(Capability.DISPATCH, enabled, stage, parameters, "7", reason);
    }

    private static FlagRefused refusal(FlagState before, FlagEdit edit) {
        FlagRefused refused = catchThrowableOfType(FlagRefused.class, () -> Moves.apply(before, edit, "ada", NOW));
        assertThat(refused).isNotNull();
        return refused;
    }

    private static FlagState dispatch(boolean enabled, @Nullable Stage stage) {
        return new FlagState(
                Capability.DISPATCH,
                enabled,
                stage,
                stage == null ? Map.of() : Map.of(Stage.CANARY, ACME),
                7,
                Instant.parse("2026-11-20T15:00:00Z"),
                "grace",
                "first shop");
    }
}
