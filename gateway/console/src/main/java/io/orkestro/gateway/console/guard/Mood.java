package io.orkestro.gateway.console.guard;

/** What the guard does about a capability. */
public enum Mood {
    /** Nothing: the service serves nobody, or there is no way back and no trouble. */
    IDLE,
    /** It sees too little to tell. */
    HOLDING,
    /** It compares, and finds the service no worse. */
    WATCHING,
    /** Something is wrong that going back would not mend. */
    ALARMED
}
