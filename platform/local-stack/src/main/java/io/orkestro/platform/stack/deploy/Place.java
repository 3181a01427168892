package io.orkestro.platform.stack.deploy;

/** Where one process of an application runs, and what a deployment can do there. */
public interface Place {

    /** Such as {@code dispatch-b}. */
    String name();

    /** What runs here; the empty string where nothing does. */
    String build();

    /** Starts a build here, where nothing runs; returns before it is ready. */
    void start(String build);

    boolean isRunning();

    /** What it says itself. */
    boolean isReady();

    /** Tells what runs here to leave, and returns when it has: it says so first, answers meanwhile, finishes what is under way. */
    void stop();

    /** What it said last, for people who want to know why it is not ready. */
    String lastWords();
}
