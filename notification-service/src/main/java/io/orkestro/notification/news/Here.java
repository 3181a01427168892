package io.orkestro.notification.news;

import io.orkestro.platform.routing.Side;

/** Which of the two sides this is. */
public final class Here {

    public static final Side SIDE = Side.SERVICE;

    /** Of this side's epochs, modulo two. */
    public static final int PARITY = 0;

    private Here() {}

    /** Whose epoch that is. */
    public static Side ownerOf(long epoch) {
        return epoch % 2 == PARITY ? SIDE : SIDE.other();
    }
}
