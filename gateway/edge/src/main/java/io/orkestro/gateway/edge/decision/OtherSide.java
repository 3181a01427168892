package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.place.BackendAddresses;
import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.net.URI;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Who would serve a request if its capability were on the other side. */
@Component
public final class OtherSide {

    /**
     * How that side is asked.
     *
     * @param side who it is
     * @param url its address with the client's own path and query
     * @param token which says that it is this side that serves
     */
    public record Asked(Side side, URI url, String token) {}

    private final BackendAddresses addresses;
    private final TokenSigners signers;

    OtherSide(BackendAddresses addresses, TokenSigners signers) {
        this.addresses = addresses;
        this.signers = signers;
    }

    /**
     * Of a request with a capability and a decision.
     *
     * @param rehearsal whether it is only to answer as if
     */
    public Asked of(ServerWebExchange exchange, boolean rehearsal) {
        Target target = Target.of(exchange);
        Capability capability = Objects.requireNonNull(target.capability());
        Side side = target.side().other();
        return new Asked(
                side,
                addresses.at(
                        Backend.serving(capability, side), exchange.getRequest().getURI()),
                target.pass().tokenToCompare(capability, rehearsal, signers));
    }
}
