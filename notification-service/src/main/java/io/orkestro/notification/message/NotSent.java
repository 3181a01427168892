package io.orkestro.notification.message;

import org.jspecify.annotations.Nullable;

/** A channel did not take a message. */
final class NotSent extends Exception {

    private final boolean forGood;

    private NotSent(String reason, boolean forGood, @Nullable Throwable cause) {
        super(reason, cause);
        this.forGood = forGood;
    }

    /** It may take it later. */
    static NotSent yet(String reason, @Nullable Throwable cause) {
        return new NotSent(reason, false, cause);
    }

    /** It will never take this one. */
    static NotSent ever(String reason, @Nullable Throwable cause) {
        return new NotSent(reason, true, cause);
    }

    boolean isForGood() {
        return forGood;
    }

    String reason() {
        String message = getMessage();
        return message == null ? "Not sent" : message;
    }
}
