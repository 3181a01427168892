package io.orkestro.notification.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as it is kept.
 *
 * @param epoch who sends it
 * @param unknown fields of a snapshot from elsewhere that mean nothing here, kept for whoever knows them
 */
record MessageRow(
        Notification message,
        long epoch,
        long sequence,
        @Nullable JsonNode unknown) {

    MessageRow next(Notification changed) {
        return new MessageRow(changed, epoch, sequence + 1, unknown);
    }
}
