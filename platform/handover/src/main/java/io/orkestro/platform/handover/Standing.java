package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Side;

/**
 * What one side knows of one id.
 *
 * @param epoch of its row, or of its fence where it has no row; 0 where it knows nothing
 * @param sequence of its row, 0 without
 * @param born whether there is a row
 */
record Standing(long epoch, long sequence, boolean born) {

    static final Standing UNKNOWN = new Standing(0, 0, false);

    static Standing row(long epoch, long sequence) {
        return new Standing(epoch, sequence, true);
    }

    static Standing fence(long epoch) {
        return new Standing(epoch, 0, false);
    }

    /** The row's owner, or who has the right to give birth to it. */
    boolean isOf(Side side) {
        return epoch > 0 && Epochs.ownerOf(epoch) == side;
    }
}
