package io.orkestro.notification.feed;

import io.orkestro.platform.web.problem.Refusal;

/** What came right after this cursor is not kept any more. */
final class CursorExpired extends Refusal {

    CursorExpired() {
        super(
                410,
                "cursor_expired",
                "The cursor is too old",
                "Events after it are not kept any more. Start again without a cursor, and read the deliveries you missed.");
    }
}
