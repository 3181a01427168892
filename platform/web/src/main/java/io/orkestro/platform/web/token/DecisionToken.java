package io.orkestro.platform.web.token;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the edge says about one request. Backends accept nothing else, from nobody else.
 *
 * @param apiKeyId public part of the API key that was presented, or {@code anonymous}
 * @param role what the caller is
 * @param principal {@code ret_…} for a retailer, {@code crr_…} for a courier, otherwise null
 * @param key whose request it is for routing; may differ from the principal's own (a courier's call about a delivery)
 * @param decision the side of each capability for this key, taken once
 * @param decisionChangedAt the decision for this key is not younger than this
 * @param tableVersion version of the routing table the decision came from
 * @param tableVerifiedAt when the edge last knew that table to be the newest
 * @param rehearsal whether the request is only to be answered as if: nothing of it is kept, nothing of it leaves
 */
public record DecisionToken(
        String apiKeyId,
        Role role,
        @Nullable String principal,
        RoutingKey key,
        Decision decision,
        Instant decisionChangedAt,
        long tableVersion,
        Instant tableVerifiedAt,
        boolean rehearsal) {

    /** Of a request that is meant. */
    public DecisionToken(
            String apiKeyId,
            Role role,
            @Nullable String principal,
            RoutingKey key,
            Decision decision,
            Instant decisionChangedAt,
            long tableVersion,
            Instant tableVerifiedAt) {
        this(apiKeyId, role, principal, key, decision, decisionChangedAt, tableVersion, tableVerifiedAt, false);
    }

    /** The request header that carries the signed token from the edge to a backend. */
    public static final String HEADER = "X-Orkestro-Token";
}
