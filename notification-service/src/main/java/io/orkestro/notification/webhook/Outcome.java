package io.orkestro.notification.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a try ended. */
sealed interface Outcome {

    Duration took();

    /**
     * The receiver answered.
     *
     * @param body the first kilobyte
     * @param retryAfter when it wants to be asked again
     */
    record Answered(int status, String body, @Nullable Duration retryAfter, Duration took) implements Outcome {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** It does not want to hear from us again. */
        boolean isGone() {
            return status == 410;
        }
    }

    /** There was no answer. */
    record Unanswered(String error, Duration took) implements Outcome {}
}
