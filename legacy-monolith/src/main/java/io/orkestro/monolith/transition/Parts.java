package io.orkestro.monolith.transition;

import io.orkestro.platform.handover.Retirable;
import io.orkestro.platform.routing.Capability;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A capability's part is its module: whatever is declared in there goes with it, and nothing has to be listed. */
@Component
class Parts implements Retirable {

    private static final String ROOT = "io.orkestro.monolith.";

    @Override
    public Optional<Capability> capabilityOf(Class<?> declaredIn) {
        String name = declaredIn.getName();
        if (!name.startsWith(ROOT)) {
            return Optional.empty();
        }
        return switch (name.substring(ROOT.length()).split("\\.", 2)[0]) {
            case "dispatch" -> Optional.of(Capability.DISPATCH);
            case "marketplace" -> Optional.of(Capability.COURIER_MARKETPLACE);
            case "tracking" -> Optional.of(Capability.TRACKING);
            case "notification" -> Optional.of(Capability.NOTIFICATION);
            default -> Optional.empty();
        };
    }
}
