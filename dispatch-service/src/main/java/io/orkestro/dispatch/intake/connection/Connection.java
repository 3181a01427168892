package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.intake.order.Mapping;
import io.orkestro.dispatch.intake.order.Origin;
import io.orkestro.dispatch.intake.shop.ShopAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What links a retailer's shop to us.
 *
 * @param fallbackRate for its checkout; null where that is not asked for
 * @param refusedAt when somebody last came with a signature that is not the shop's
 */
public record Connection(
        String id,
        String retailerId,
        String kind,
        String name,
        Mapping mapping,
        @Nullable FallbackRate fallbackRate,
        ShopAccess access,
        boolean isPaused,
        @Nullable Instant refusedAt,
        Instant createdAt,
        Instant updatedAt) {

    public Origin origin() {
        return new Origin(retailerId, id, kind, id, mapping);
    }
}
