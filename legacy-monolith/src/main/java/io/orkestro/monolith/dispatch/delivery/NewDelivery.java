package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.dispatch.consignment.Consignment;
import io.orkestro.monolith.dispatch.rule.DispatchRules;
import io.orkestro.platform.routing.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery is born with.
 *
 * @param fingerprint of the request that asked for it, to know a repetition from a duplicate
 * @param epoch says which application owns it
 */
record NewDelivery(
        String id,
        long epoch,
        String retailerId,
        @Nullable String externalId,
        @Nullable String storeId,
        String trackingCode,
        String fingerprint,
        Decision decision,
        Consignment consignment,
        DispatchRules rules,
        boolean autoDispatch,
        Fallback fallback) {}
