package io.orkestro.platform.stack.deploy;

/** One way of putting a new build in the place of another. */
public interface Replacement {

    /** Returns when it is over, whichever way it ended. */
    Course run();
}
