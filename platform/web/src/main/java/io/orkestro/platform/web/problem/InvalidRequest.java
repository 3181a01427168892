package io.orkestro.platform.web.problem;

import java.util.List;

/** Well-formed and wrong: a window in the past, a negative amount, a field that does not go with another. */
public final class InvalidRequest extends Refusal {

    private final List<Problem.FieldError> errors;

    public InvalidRequest(List<Problem.FieldError> errors) {
        super(422, "invalid_request", "The request is not valid", "Some fields are not valid; see errors.");
        this.errors = List.copyOf(errors);
    }

    public InvalidRequest(String field, String code, String message) {
        this(List.of(new Problem.FieldError(field, code, message)));
    }

    @Override
    public List<Problem.FieldError> errors() {
        return errors;
    }
}
