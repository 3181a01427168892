package io.orkestro.platform.stack.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks again until the answer is yes. */
public final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Waiting() {}

    /** @return false where the answer was still no after {@code most} */
    public static boolean until(BooleanSupplier answer, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (!answer.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(PAUSE);
        }
        return true;
    }

    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted", stopped);
        }
    }
}
