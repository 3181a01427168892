package io.orkestro.platform.web.idempotency;

/** Hears of each answer about an aggregate, in the transaction that gave it. */
@FunctionalInterface
public interface AnswerListener {

    void answered(String subject, Answer answer);
}
