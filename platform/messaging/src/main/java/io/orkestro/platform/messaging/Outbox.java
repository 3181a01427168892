package io.orkestro.platform.messaging;

import java.util.UUID;

/** Messages that leave if, and only if, the transaction they were appended in commits. */
public interface Outbox {

    /**
     * Appends within the running transaction. Messages of one subject leave in the order of these calls, if the subject's
     * row was locked before, or has a version that lets one of two transactions fail.
     *
     * @return the message's id, a UUIDv7
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    UUID append(Message message);

    /**
     * Whether there is room for new work. False while more rows wait than the limit allows, because the broker is away
     * or slow: then creates are refused with 503, and everything begun goes on.
     */
    boolean hasRoom();
}
