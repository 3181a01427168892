package io.orkestro.gateway.console.page;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.web.problem.NotFound;
import java.util.Arrays;

/** Capabilities in addresses. */
public final class Slugs {

    private Slugs() {}

    /** @throws NotFound where there is none of that name */
    public static Capability capabilityIn(String slug) {
        return Arrays.stream(Capability.values())
                .filter(capability -> capability.slug().equals(slug))
                .findAny()
                .orElseThrow(() -> new NotFound("Capability", slug));
    }
}
