package io.orkestro.notification.news;

/** Keeps rows for a while, and then forgets them. */
public interface Forgetful {

    /** Rows that one statement deletes at most, so that nothing waits long for it. */
    int AT_ONCE = 5_000;

    /**
     * Deletes the oldest of what is too old to be kept, {@value #AT_ONCE} rows at most. Several processes may do so at once.
     *
     * @return how many
     */
    int forgetSome();
}
