package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.LocalStack;
import java.io.PrintStream;

/** {@code down}: stops everything; data stay. */
final class Down {

    private final LocalStack stack;
    private final PrintStream out;

    Down(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    int run() {
        stack.stop();
        out.println("Data stay in " + stack.home().folder() + "; delete it for a fresh start.");
        return 0;
    }
}
