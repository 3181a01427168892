package io.orkestro.platform.stack.deploy;

/** How a deployment ended. */
public enum Ending {
    /** The new build serves. */
    LIVE("live"),
    /** The old build serves, as before; nobody had to do anything. */
    WENT_BACK("went back"),
    /** Neither does: somebody has to look. */
    STUCK("stuck");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    /** As the log has it. */
    @Override
    public String toString() {
        return words;
    }
}
