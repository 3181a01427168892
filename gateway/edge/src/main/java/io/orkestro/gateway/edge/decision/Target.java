package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Where one request goes, decided once; retries and answers look here. */
public final class Target {

    private static final String ATTRIBUTE = Target.class.getName();

    private final Backend backend;
    private final @Nullable String token;
    private final @Nullable Capability capability;
    private final Pass pass;

    Target(Backend backend, @Nullable String token, @Nullable Capability capability, Pass pass) {
        this.backend = backend;
        this.token = token;
        this.capability = capability;
        this.pass = pass;
    }

    public static Target of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    public Backend backend() {
        return backend;
    }

    /** What the backend is told; null where it takes none. */
    public @Nullable String token() {
        return token;
    }

    /** What the request belongs to, if either side could serve it; null where there is only one that can. */
    public @Nullable Capability capability() {
        return capability;
    }

    /** Who serves it: of something that belongs to no capability, whoever stands for it. */
    public Side side() {
        return backend == Backend.MONOLITH ? Side.MONOLITH : Side.SERVICE;
    }

    /** Of how many such requests in 10,000 the other side is asked too. */
    public int sample() {
        return capability == null ? 0 : pass.sampleOf(capability);
    }

    Pass pass() {
        return pass;
    }
}
