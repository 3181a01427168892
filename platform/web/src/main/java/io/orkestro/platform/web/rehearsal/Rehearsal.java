package io.orkestro.platform.web.rehearsal;

import org.jspecify.annotations.Nullable;

/**
 * Whether what runs now is a rehearsal, for what a roll-back does not undo: whoever would ask another, or wake somebody,
 * looks here first and does not. Known on the request's own thread alone.
 */
public final class Rehearsal {

    /** What a request does. */
    enum Extent {
        /** It reads, in whatever transactions it likes. */
        READS,
        /** It writes, in the one transaction that is rolled back. */
        WRITES
    }

    /** What is rehearsed. */
    @FunctionalInterface
    public interface Handling<T extends @Nullable Object> {

        T run() throws Exception;
    }

    private static final ScopedValue<Extent> PRESENT = ScopedValue.newInstance();

    private Rehearsal() {}

    public static boolean isUnderWay() {
        return PRESENT.isBound();
    }

    /** Whether a transaction is open around everything that happens. */
    static boolean isInOneTransaction() {
        return PRESENT.isBound() && PRESENT.get() == Extent.WRITES;
    }

    static <T extends @Nullable Object> T as(Extent extent, Handling<T> handling) throws Exception {
        return ScopedValue.where(PRESENT, extent).<T, Exception>call(handling::run);
    }
}
