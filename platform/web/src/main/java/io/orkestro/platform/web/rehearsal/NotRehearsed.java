package io.orkestro.platform.web.rehearsal;

import io.orkestro.platform.web.problem.Refusal;

/** This cannot be done as if; it was not begun. */
final class NotRehearsed extends Refusal {

    NotRehearsed(String method, String path) {
        super(
                501,
                "not_rehearsed",
                "This is not rehearsed",
                "%s %s does what cannot be taken back, so it is not done as if.".formatted(method, path));
    }
}
