package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Capability;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.togglz.core.repository.FeatureState;

/**
 * What somebody wants a flag to be.
 *
 * @param stage id of the wanted strategy; null to leave stage and parameters as they are
 * @param parameters texts as typed; a stage's parameter that lacks is empty
 * @param version of the state the person was looking at; null where the sender does not know
 * @param reason null where none was typed
 */
record FlagEdit(
        Capability capability,
        boolean enabled,
        @Nullable String stage,
        Map<String, String> parameters,
        @Nullable String version,
        @Nullable String reason) {

    static FlagEdit of(FeatureState state) {
        String stage = state.getStrategyId();
        return new FlagEdit(
                Capability.valueOf(state.getFeature().name()),
                state.isEnabled(),
                stage == null || stage.isBlank() ? null : stage,
                Map.copyOf(state.getParameterMap()),
                state.getParameter(StageStrategy.VERSION),
                textOrNull(state.getParameter(StageStrategy.REASON)));
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
