package io.orkestro.platform.stack.deploy;

/** What the edges count while a deployment goes on. */
public interface Counts {

    /** Of requests that the application served which is being deployed, since the beginning. */
    Tally own();
}
