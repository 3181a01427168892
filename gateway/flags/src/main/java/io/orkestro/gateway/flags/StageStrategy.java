package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.routing.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.togglz.core.activation.Parameter;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.spi.ActivationStrategy;
import org.togglz.core.user.FeatureUser;

/** A stage as the console's list of strategies offers it. The list is sorted by name, hence the numbers. */
final class StageStrategy implements ActivationStrategy {

    static final String REASON = "reason";
    static final String VERSION = "version";

    private static final StageParameter WHY = new StageParameter(
            REASON, "Reason", "For the audit: 3 to 200 characters.", false, StageStrategy::objectionToReason);
    private static final StageParameter SEEN = new StageParameter(
            VERSION,
            "Version",
            "Of the state this form was filled with.",
            false,
            text -> text.strip().matches("\\d{1,18}") ? null : "This form has lost its version: open it again.");

    private final Stage stage;
    private final String name;
    private final List<StageParameter> own;

    private StageStrategy(Stage stage, String name, List<StageParameter> own) {
        this.stage = stage;
        this.name = name;
        this.own = own;
    }

    static StageStrategy shadow() {
        return new StageStrategy(Stage.SHADOW, "1 Shadow", List.of(Share.SAMPLED));
    }

    static StageStrategy canary() {
        List<StageParameter> parameters = new ArrayList<>(Cohorts.PARAMETERS);
        parameters.add(Share.SAMPLED);
        return new StageStrategy(Stage.CANARY, "2 Canary", List.copyOf(parameters));
    }

    static StageStrategy live() {
        return new StageStrategy(Stage.LIVE, "3 Live", List.of(Share.SAMPLED));
    }

    static StageStrategy complete() {
        return new StageStrategy(Stage.COMPLETE, "4 Complete", List.of(Return.ASKED));
    }

    static String idOf(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String objectionToReason(String text) {
        int length = text.strip().length();
        if (length < 3) {
            return "Say why, in at least 3 characters: the audit is read by people.";
        }
        return length > 200 ? "The reason has %d characters; 200 is the most.".formatted(length) : null;
    }

    Stage stage() {
        return stage;
    }

    /** What this stage keeps, without the reason and version that every edit has. */
    List<StageParameter> ownParameters() {
        return own;
    }

    @Override
    public String getId() {
        return idOf(stage);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Parameter[] getParameters() {
        return Stream.concat(own.stream(), Stream.of(WHY, SEEN)).toArray(Parameter[]::new);
    }

    /** What the edges decide for this user's routing key. They do not ask Togglz; whoever does hears the same. */
    @Override
    public boolean isActive(FeatureState state, @Nullable FeatureUser user) {
        if (user == null || RoutingKey.inPublicId("ret_" + user.getName()).isEmpty()) {
            return false;
        }
        Capability capability = Capability.valueOf(state.getFeature().name());
        FlagState flag = FlagState.untouched(capability).with(true, stage, Map.of(stage, state.getParameterMap()));
        RoutingTable table = flag.placedIn(RoutingTable.everythingAtMonolith(), Instant.EPOCH);
        return table.decide(new RoutingKey(user.getName())).of(capability) == Side.SERVICE;
    }
}
