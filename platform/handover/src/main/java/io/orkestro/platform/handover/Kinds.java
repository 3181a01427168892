package io.orkestro.platform.handover;

import io.orkestro.platform.web.problem.NotFound;
import java.util.List;
import java.util.function.Supplier;

/** The kinds that are handed over here; looked for when needed, for their keepers need the handover themselves. */
record Kinds(Supplier<List<OwnedKind>> all) {

    OwnedKind named(String name) {
        return all.get().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("kind", name));
    }
}
