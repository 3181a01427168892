package io.orkestro.platform.web.problem;

import java.util.List;

/** Not readable at all: broken JSON, a cursor of another list, a header that is not what it says. */
public final class Malformed extends Refusal {

    private final List<Problem.FieldError> errors;

    public Malformed(String code, String detail) {
        this(code, detail, List.of());
    }

    public Malformed(String code, String detail, List<Problem.FieldError> errors) {
        super(400, code, "The request cannot be read", detail);
        this.errors = List.copyOf(errors);
    }

    /** A query parameter that may say certain words alone, and says another. */
    public static Malformed unknown(String parameter, String message) {
        return new Malformed(
                "malformed_parameter",
                "A parameter has an unknown value; see errors.",
                List.of(new Problem.FieldError(parameter, "unknown", message)));
    }

    @Override
    public List<Problem.FieldError> errors() {
        return errors;
    }
}
