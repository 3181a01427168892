package io.orkestro.notification.message;

import io.orkestro.platform.web.problem.Refusal;

/** Somebody else changed the document since it was read. */
final class VersionConflict extends Refusal {

    VersionConflict(long current) {
        super(
                409,
                "version_conflict",
                "The document has moved on",
                "Its version is %d; read it, and send your change with that version.".formatted(current));
    }
}
