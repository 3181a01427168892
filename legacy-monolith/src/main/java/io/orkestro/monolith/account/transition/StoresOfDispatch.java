package io.orkestro.monolith.account.transition;

import io.orkestro.monolith.account.StoreCopies;
import io.orkestro.platform.handover.CopiedKind;
import io.orkestro.platform.routing.Capability;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deliveries are created from stores, so dispatch on the other side needs those, too, that were opened before it was. */
@Component
record StoresOfDispatch(StoreCopies stores) implements CopiedKind {

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Capability capability() {
        return Capability.DISPATCH;
    }

    @Override
    public void publish(String id) {
        stores.tellAgain(id);
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return stores.idsAfter(after, limit);
    }
}
