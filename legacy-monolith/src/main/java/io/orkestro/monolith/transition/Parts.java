package io.orkestro.monolith.transition;

import io.orkestro.platform.handover.Retirable;
import io.orkestro.platform.routing.Capability;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A capability's part is its module: whatever is declared in there goes with it, and nothing has to be listed. */
@Component
class Parts implements Retirable {

    private static final String ROOT = "io.orkestro.monolith.";
    private static final Map<String, Capability> MODULES = Map.of(
            "dispatch", Capability.DISPATCH,
            "marketplace", Capability.COURIER_MARKETPLACE,
            "tracking", Capability.TRACKING,
            "notification", Capability.NOTIFICATION);

    @Override
    public Optional<Capability> capabilityOf(Class<?> declaredIn) {
        String name = declaredIn.getName();
        if (!name.startsWith(ROOT)) {
            return Optional.empty();
        }
        String module = name.substring(ROOT.length()).split("\\.", 2)[0];
        return Optional.ofNullable(MODULES.get(module));
    }
}
