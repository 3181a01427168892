package io.orkestro.marketplace.adapter;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a courier says when a job is taken back. */
public sealed interface WithdrawalReply {

    /** It does not have the job, or no longer. */
    record Done() implements WithdrawalReply {}

    /**
     * It keeps the job.
     *
     * @param reason snake case, the courier's own where it gave one
     */
    record TooLate(String reason) implements WithdrawalReply {}

    /**
     * Worth another try.
     *
     * @param detail for operations; holds nothing of the load
     * @param retryAfter not before then, where the courier said so
     */
    record Unreachable(String detail, @Nullable Duration retryAfter) implements WithdrawalReply {}
}
