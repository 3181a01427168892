package io.orkestro.marketplace.courier;

/** How large an item is, in the order of size. */
public enum Size {
    SMALL,
    MEDIUM,
    LARGE,
    XLARGE;

    public boolean isLargerThan(Size other) {
        return compareTo(other) > 0;
    }
}
