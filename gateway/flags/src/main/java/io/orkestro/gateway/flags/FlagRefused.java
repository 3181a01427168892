package io.orkestro.gateway.flags;

import java.util.List;

/** An edit that was not made; nothing has changed. Says why in words that a page can show. */
public final class FlagRefused extends RuntimeException {

    /** What kind of no it is. */
    public enum Kind {
        /** The texts are wrong. */
        INVALID,
        /** The stage may not follow the present one. */
        ILLEGAL,
        /** Somebody else was faster. */
        STALE,
        /** The service is not ready to serve. */
        NOT_READY,
        /** The guard moved it back, and nobody has cleared that. */
        LATCHED,
        /** Not this person. */
        FORBIDDEN
    }

    private final Kind kind;
    private final List<String> words;

    FlagRefused(Kind kind, List<String> words) {
        super(String.join(" ", words), null, false, false);
        this.kind = kind;
        this.words = List.copyOf(words);
    }

    FlagRefused(Kind kind, String words) {
        this(kind, List.of(words));
    }

    public Kind kind() {
        return kind;
    }

    /** At least one sentence. */
    public List<String> words() {
        return words;
    }
}
