package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Stage;
import java.util.List;

/**
 * Where a capability goes next on its way out of the monolith.
 *
 * @param stage the one after the stage in force
 * @param isOffered whether people may choose it in this version
 * @param missing what stands in the way, in words; empty where nothing does
 */
public record NextStep(Stage stage, boolean isOffered, List<String> missing) {

    public NextStep {
        missing = List.copyOf(missing);
    }

    /** The stage's id in the form. */
    public String id() {
        return StageStrategy.idOf(stage);
    }

    public String label() {
        return Stages.label(stage);
    }

    public boolean isOpen() {
        return isOffered && missing.isEmpty();
    }
}
