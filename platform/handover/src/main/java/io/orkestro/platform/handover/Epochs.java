package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Side;

/** Epochs count an aggregate's changes of hand and say who owns it: odd the monolith, even the service. */
public final class Epochs {

    private Epochs() {}

    /** @param epoch 1 or more */
    public static Side ownerOf(long epoch) {
        if (epoch < 1) {
            throw new IllegalArgumentException("An epoch is 1 or more, not " + epoch);
        }
        return epoch % 2 == 1 ? Side.MONOLITH : Side.SERVICE;
    }

    /** The epoch of a birth: 1 or 2. */
    public static long firstOf(Side side) {
        return side == Side.MONOLITH ? 1 : 2;
    }

    /** The side's lowest epoch above all of these. */
    public static long nextOf(Side side, long... above) {
        long next = firstOf(side);
        for (long epoch : above) {
            if (epoch >= next) {
                long candidate = epoch + 1;
                next = ownerOf(candidate) == side ? candidate : candidate + 1;
            }
        }
        return next;
    }
}
