package io.orkestro.dispatch.intake.connection;

/** Who works for connections; in the transaction of the change. */
public interface ConnectionWatcher {

    /** What was kept while it was paused is due now. */
    void resumed(String connectionId);
}
