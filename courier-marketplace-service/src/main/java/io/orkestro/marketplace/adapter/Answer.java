package io.orkestro.marketplace.adapter;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A courier's answer to a call.
 *
 * @param body missing where there was none or it was not JSON
 */
public record Answer(int status, JsonNode body, @Nullable Duration retryAfter) {

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /**
     * This, where it says yes or no to what was asked.
     *
     * @throws CourierUnreachable where it says "not now", or nothing that concerns the question
     */
    public Answer decided() throws CourierUnreachable {
        boolean concernsTheQuestion = status / 100 == 2 || status / 100 == 4;
        boolean undecided = !concernsTheQuestion || status == 408 || status == 425 || status == 429;
        if (undecided) {
            throw new CourierUnreachable("HTTP " + status, retryAfter);
        }
        return this;
    }

    @Override
    public String toString() {
        return "Answer[status=" + status + "]";
    }
}
