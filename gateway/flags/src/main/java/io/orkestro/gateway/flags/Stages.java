package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Stage;
import java.util.List;
import java.util.Optional;
import org.togglz.core.activation.ActivationStrategyProvider;
import org.togglz.core.spi.ActivationStrategy;

/** The stages a person may choose, and nothing else that Togglz has on its class path: no scripts, no whole percents. */
final class Stages implements ActivationStrategyProvider {

    private static final List<StageStrategy> OFFERED =
            List.of(StageStrategy.shadow(), StageStrategy.canary(), StageStrategy.live(), StageStrategy.complete());

    @Override
    public List<ActivationStrategy> getActivationStrategies() {
        return List.copyOf(OFFERED);
    }

    static Optional<StageStrategy> ofId(String id) {
        return OFFERED.stream().filter(strategy -> strategy.getId().equals(id)).findAny();
    }

    /** The stage's name in the list, without its number. */
    static String label(Stage stage) {
        String name = stage.name();
        return name.charAt(0) + StageStrategy.idOf(stage).substring(1);
    }
}
