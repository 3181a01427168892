package io.orkestro.gateway.edge.route;

/** The response header that names who answered: a backend, or the edge itself. */
public final class ServedBy {

    public static final String HEADER = "X-Served-By";

    /** Refusals, failures to reach a backend, and what the edge serves itself. */
    public static final String EDGE = "gateway-edge";

    private ServedBy() {}
}
