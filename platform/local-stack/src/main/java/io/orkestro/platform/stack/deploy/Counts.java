package io.orkestro.platform.stack.deploy;

/** What the edges count while a deployment goes on. */
public interface Counts {

    /** Where edges are not asked: nothing is seen to fail. */
    Counts UNKNOWN = () -> Tally.NONE;

    /** Of requests that the application served which is being deployed, since the beginning. */
    Tally own();
}
