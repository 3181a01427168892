package io.orkestro.dispatch.rule;

import io.orkestro.platform.web.problem.Refusal;

/** The rules were changed since they were read. */
final class VersionConflict extends Refusal {

    VersionConflict(long present) {
        super(
                409,
                "version_conflict",
                "Somebody changed this meanwhile",
                "The rules are at version %d; read them again and repeat the change.".formatted(present));
    }
}
