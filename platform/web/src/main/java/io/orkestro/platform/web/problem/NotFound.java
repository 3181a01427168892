package io.orkestro.platform.web.problem;

/** There is no such thing, or not for this caller: the two look the same. */
public final class NotFound extends Refusal {

    public NotFound(String what, String id) {
        super(404, "not_found", "Not found", "There is no %s \"%s\".".formatted(what, id));
    }
}
