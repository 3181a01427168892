package io.orkestro.platform.stack;

/** PostgreSQL or the broker: one of the stack's own, or one that somebody else runs. */
public interface Server {

    /** What it is and where, for people. */
    String describe();

    /** Starts it where it does not run yet, and returns when it can be used. */
    void start();

    /** Whether it answers. */
    boolean isRunning();

    /** Gently, then firmly. Somebody else's server is left alone. */
    void stop();

    /** SIGKILL, as a crash would. Somebody else's server is left alone. */
    void kill();
}
