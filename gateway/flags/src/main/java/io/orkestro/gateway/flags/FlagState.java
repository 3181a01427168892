package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flag as it stands.
 *
 * @param stage what is chosen, in force only while enabled; null where none ever was
 * @param parameters texts of every stage that was ever chosen
 * @param version 0 where nobody has touched it
 */
public record FlagState(
        Capability capability,
        boolean enabled,
        @Nullable Stage stage,
        Map<Stage, Map<String, String>> parameters,
        long version,
        Instant changedAt,
        String changedBy,
        String reason) {

    public FlagState {
        parameters = Map.copyOf(parameters);
    }

    static FlagState untouched(Capability capability) {
        return new FlagState(capability, false, null, Map.of(), 0, Instant.EPOCH, "", "");
    }

    /** The stage in force. */
    public Stage inForce() {
        return enabled && stage != null ? stage : Stage.OFF;
    }

    /** Whether the monolith, retired, is to keep replicas again. */
    boolean isReturning() {
        return inForce() == Stage.COMPLETE && Return.isAsked(parametersOf(Stage.COMPLETE));
    }

    /** What the page says: {@code Canary: acme, 12.50 %}. */
    public String words() {
        Stage inForce = inForce();
        if (inForce != Stage.OFF || stage == null) {
            return wordsOf(inForce);
        }
        return "Off (keeps %s)".formatted(wordsOf(stage));
    }

    public Map<String, String> parametersOf(Stage of) {
        return parameters.getOrDefault(of, Map.of());
    }

    FlagState with(boolean nowEnabled, @Nullable Stage nowStage, Map<Stage, Map<String, String>> nowParameters) {
        return new FlagState(capability, nowEnabled, nowStage, nowParameters, version, changedAt, changedBy, reason);
    }

    FlagState changedBy(String actor, Instant now, String why) {
        return new FlagState(capability, enabled, stage, parameters, version + 1, now, actor, why);
    }

    boolean saysTheSameAs(FlagState other) {
        return enabled == other.enabled && stage == other.stage && parameters.equals(other.parameters);
    }

    /** The next table: this capability as this state has it, the others as they were. */
    RoutingTable placedIn(RoutingTable table, Instant now) {
        Placement before = table.placementOf(capability);
        Placement after = placement(now);
        long version = table.version() + 1;
        long returning = before.returning() > 0 ? before.returning() : version;
        Map<Capability, Placement> placements = new EnumMap<>(table.placements());
        placements.put(
                capability,
                (after.routesLike(before) ? before.sampling(after.sampleBasisPoints()) : after)
                        .returningSince(isReturning() ? returning : 0));
        return new RoutingTable(version, placements);
    }

    private Placement placement(Instant now) {
        Stage inForce = inForce();
        int sample = Share.sampleIn(parametersOf(inForce));
        if (inForce != Stage.CANARY) {
            return Placement.at(inForce, now).sampling(sample);
        }
        Cohorts cohorts = Cohorts.of(parametersOf(Stage.CANARY));
        return new Placement(
                inForce, cohorts.routingKeys(), cohorts.excludedRoutingKeys(), cohorts.basisPoints(), sample, now);
    }

    private String wordsOf(Stage of) {
        int sample = Share.sampleIn(parametersOf(of));
        String compared = sample == 0 ? "" : ", comparing %s %%".formatted(Share.text(sample));
        if (of != Stage.CANARY) {
            boolean isReturning = of == Stage.COMPLETE && Return.isAsked(parametersOf(of));
            return Stages.label(of) + (isReturning ? ", returning" : "") + compared;
        }
        Cohorts cohorts = Cohorts.of(parametersOf(Stage.CANARY));
        return "Canary: %s%s %%%s%s"
                .formatted(
                        listed(cohorts.keys(), "", ", "),
                        cohorts.percent(),
                        listed(cohorts.excluded(), ", without ", ""),
                        compared);
    }

    private static String listed(Set<String> keys, String before, String after) {
        return keys.isEmpty() ? "" : before + String.join(", ", keys) + after;
    }
}
