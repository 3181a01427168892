package io.orkestro.platform.web.rehearsal;

import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Within a rehearsal no transaction begins: what another one commits would stay. */
final class OneTransaction implements TransactionExecutionListener {

    @Override
    public void beforeBegin(TransactionExecution transaction) {
        if (Rehearsal.isInOneTransaction()) {
            throw new IllegalStateException("%s begins a transaction of its own, so it cannot be rehearsed"
                    .formatted(transaction.getTransactionName()));
        }
    }
}
