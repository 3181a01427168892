package io.orkestro.gateway.edge.shadow;

import java.util.Locale;

/** Why a request of the sample was not compared. */
enum Dropped {
    /** Too many at once, or too much memory. */
    CROWDED,
    /** A body or an answer over the limit. */
    TOO_LARGE,
    /** The client's answer is no JSON, or compressed. */
    NOT_JSON,
    /** The other side cannot answer this as if. */
    NOT_REHEARSED,
    /** The other side did not rehearse it in time, or was busy with others. */
    GAVE_WAY,
    /** The news of what was written had reached the other side before the question. */
    OVERTAKEN,
    /** The client got no whole answer of its side: it hung up, or the side failed. */
    NOT_SERVED,
    /** The other side has given no answer several times in a row, and is left alone for a moment. */
    RESTING,
    /** It differed, and there were no two answers when it was asked again. */
    NOT_SEEN_AGAIN,
    /** A mistake of ours, in the log. */
    BROKEN;

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
