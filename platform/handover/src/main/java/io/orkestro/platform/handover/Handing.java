package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.web.idempotency.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the two sides say to each other about ownership. */
final class Handing {

    static final String HANDED_OVER = "handed-over.v1";
    static final String ANSWERED = "request.answered.v1";

    private Handing() {}

    /** One POST about it was answered. */
    static Message answered(OwnedKind kind, String id, Answer answer) {
        return Message.event(
                kind.capability().slug(),
                ANSWERED,
                id,
                0,
                0,
                Decision.allMonolith(),
                new AnsweredMessage(kind.name(), answer));
    }

    /**
     * @param epoch the highest that the claimant knows, 0 for none
     * @param creates whether the claimant is about to give birth to it; only then nobody's id is fenced
     */
    record ClaimRequest(long epoch, boolean creates) {}

    /**
     * @param epoch the claimant's; 0 where nobody has the id and nothing is created
     * @param snapshot absent where vacant
     * @param vacant whether nobody has it here
     * @param lastOwned the epoch with which this side last owned it; 0 where it never did, absent where a peer of before does
     *     not say
     */
    record ClaimResponse(
            long epoch,
            long sequence,
            @Nullable JsonNode snapshot,
            @Nullable List<Answer> answers,
            boolean vacant,
            @Nullable Long lastOwned) {

        ClaimResponse {
            snapshot = orAbsent(snapshot);
        }

        List<Answer> answersOrNone() {
            return answers == null ? List.of() : answers;
        }

        /** Who does not say is believed. */
        long lastOwnedOrLater() {
            return lastOwned == null ? Long.MAX_VALUE : lastOwned;
        }
    }

    /**
     * A claim's answer once more, as a message; epoch and sequence are the envelope's.
     *
     * @param lastOwned as in the answer; absent in messages of before it was said
     */
    record HandedOverMessage(
            String kind,
            JsonNode snapshot,
            @Nullable List<Answer> answers,
            @Nullable Long lastOwned) {}

    /** One POST was answered. */
    record AnsweredMessage(String kind, Answer answer) {}

    /**
     * @param snapshot absent where the id is unknown; then epoch and sequence are 0
     * @param answers those that the asker may not have heard of yet
     * @param lastOwned as in a claim's answer
     */
    record SnapshotResponse(
            long epoch,
            long sequence,
            @Nullable JsonNode snapshot,
            @Nullable List<Answer> answers,
            @Nullable Long lastOwned) {

        SnapshotResponse {
            snapshot = orAbsent(snapshot);
        }

        List<Answer> answersOrNone() {
            return answers == null ? List.of() : answers;
        }
    }

    /**
     * A page of rows, or some of them.
     *
     * @param after exclusive
     * @param ids these instead of a page
     */
    record StandingsRequest(
            @Nullable String after, int limit, @Nullable List<String> ids) {}

    record StandingsResponse(List<Row> rows) {

        record Row(String id, long epoch, long sequence) {}
    }

    /** In JSON null is a value like any other. */
    private static @Nullable JsonNode orAbsent(@Nullable JsonNode snapshot) {
        return snapshot == null || snapshot.isNull() ? null : snapshot;
    }
}
