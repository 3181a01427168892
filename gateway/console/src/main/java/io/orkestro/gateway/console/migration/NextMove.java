package io.orkestro.gateway.console.migration;

import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagState;
import io.orkestro.gateway.flags.Flags;
import io.orkestro.gateway.flags.NextStep;
import io.orkestro.platform.routing.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.togglz.core.activation.Parameter;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.repository.FeatureState;

/** The steps that a capability's page offers: the fields of the flag's form, of one stage. */
@Component
class NextMove {

    private static final List<String> OF_EVERY_STAGE = List.of("reason", "version");

    private final Flags flags;
    private final FeatureManager features;

    NextMove(Flags flags, FeatureManager features) {
        this.flags = flags;
        this.features = features;
    }

    record Field(String name, String label, String description, String value) {}

    /**
     * A step.
     *
     * @param stage the id of the strategy to send
     * @param missing why it cannot be taken now
     * @param isOpen whether there is a button
     */
    record Step(
            String title,
            String words,
            String stage,
            List<Field> fields,
            List<String> missing,
            boolean isOpen,
            String button) {}

    List<Step> stepsFrom(FlagState flag) {
        List<Step> steps = new ArrayList<>();
        flags.nextStep(flag).map(next -> step(flag, next)).ifPresent(steps::add);
        if (flag.inForce() == Stage.CANARY) {
            steps.add(new Step(
                    "Or change the canary",
                    "More keys, or fewer; a higher share only adds.",
                    "canary",
                    fields(flag, "canary"),
                    List.of(),
                    true,
                    "Change the canary"));
        }
        return steps;
    }

    private Step step(FlagState flag, NextStep next) {
        return new Step(
                "Next: " + next.label(),
                wordsOf(next),
                next.id(),
                next.isOffered() ? fields(flag, next.id()) : List.of(),
                next.missing(),
                next.isOpen(),
                "Go to " + next.label());
    }

    private static String wordsOf(NextStep next) {
        String notYet = next.isOffered() ? "" : " This version of the console does not offer it.";
        return switch (next.stage()) {
            case OFF -> "";
            case SHADOW ->
                "The monolith goes on serving everybody; the service is asked too, for a sample, and compared.";
            case CANARY ->
                "The service serves the keys you name and a share of the others; the monolith serves the rest.";
            case LIVE -> "The service serves everybody. The monolith keeps replicas, so going back loses nothing.";
            case COMPLETE ->
                "The monolith’s part of this is retired. The way back from there is a backfill, then Live." + notYet;
        };
    }

    private List<Field> fields(FlagState flag, String strategyId) {
        FeatureState state = features.getFeatureState(Flag.of(flag.capability()));
        return features.getActivationStrategies().stream()
                .filter(strategy -> strategy.getId().equals(strategyId))
                .flatMap(strategy -> Arrays.stream(strategy.getParameters()))
                .filter(parameter -> !OF_EVERY_STAGE.contains(parameter.getName()))
                .map(parameter -> field(parameter, state))
                .toList();
    }

    private static Field field(Parameter parameter, FeatureState state) {
        @Nullable String value = state.getParameter(parameter.getName());
        return new Field(
                parameter.getName(), parameter.getLabel(), parameter.getDescription(), value == null ? "" : value);
    }
}
