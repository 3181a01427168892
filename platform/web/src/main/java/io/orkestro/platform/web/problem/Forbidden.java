package io.orkestro.platform.web.problem;

/** The key is good, and its role may not do this. */
public final class Forbidden extends Refusal {

    public Forbidden(String detail) {
        super(403, "forbidden", "Not allowed with this key", detail);
    }
}
