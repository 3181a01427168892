package io.orkestro.dispatch.intake.csv;

import io.orkestro.platform.web.problem.Refusal;

/** What somebody sent is no CSV by its own account. */
final class NotCsv extends Refusal {

    NotCsv() {
        super(
                415,
                "unsupported_media_type",
                "Not in this media type",
                "Files of orders are text/csv in UTF-8; say so in Content-Type.");
    }
}
