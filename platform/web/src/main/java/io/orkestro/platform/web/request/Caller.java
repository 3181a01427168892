package io.orkestro.platform.web.request;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.problem.Forbidden;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import java.time.Instant;

/**
 * Who is asking, as the edge's token says. Controllers take it as a parameter.
 *
 * @param token the verified token of this request
 */
public record Caller(DecisionToken token) {

    /**
     * A retailer that did not ask over HTTP: its shop did, and a message carries on. There is no edge in between, so the
     * decision is taken now.
     */
    public static Caller onBehalfOf(String retailerId, Decision decision, Instant now) {
        return new Caller(new DecisionToken(
                "intake", Role.RETAILER, retailerId, RoutingKey.ofPublicId(retailerId), decision, now, 0, now));
    }

    public Role role() {
        return token.role();
    }

    public Decision decision() {
        return token.decision();
    }

    public RoutingKey key() {
        return token.key();
    }

    /** Whether this is only to be answered as if: see {@link DecisionToken#rehearsal}. */
    public boolean isRehearsal() {
        return token.rehearsal();
    }

    public boolean isOps() {
        return role() == Role.OPS;
    }

    public boolean isRetailer() {
        return role() == Role.RETAILER;
    }

    public boolean isCourier() {
        return role() == Role.COURIER;
    }

    /** The retailer's id, {@code ret_…}; refuses everyone else with 403. */
    public String retailerId() {
        if (role() != Role.RETAILER || token.principal() == null) {
            throw new Forbidden("This needs a retailer's API key.");
        }
        return token.principal();
    }

    /** The courier's id, {@code crr_…}; refuses everyone else with 403. */
    public String courierId() {
        if (role() != Role.COURIER || token.principal() == null) {
            throw new Forbidden("This needs a courier's API key.");
        }
        return token.principal();
    }

    /** Refuses everyone but ops with 403. */
    public void requireOps() {
        if (!isOps()) {
            throw new Forbidden("This needs an ops API key.");
        }
    }

    /** Who it is in an idempotency scope or an audit row: the principal, else the key itself. */
    public String name() {
        return token.principal() == null ? token.apiKeyId() : token.principal();
    }
}
