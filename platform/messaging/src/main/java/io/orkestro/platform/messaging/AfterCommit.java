package io.orkestro.platform.messaging;

import io.orkestro.platform.web.rehearsal.Rehearsal;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What must not be seen to happen before the transaction has. */
final class AfterCommit {

    private AfterCommit() {}

    /** When the running transaction has committed; at once where there is none; never in a rehearsal. */
    static void run(Runnable action) {
        if (Rehearsal.isUnderWay()) {
            return;
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
