package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.LocalStack;
import java.io.PrintStream;
import java.util.List;

/** {@code token [ROLE]}: a demo API key, for curl. */
final class Token {

    private final LocalStack stack;
    private final PrintStream out;

    Token(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    int run(List<String> arguments) {
        out.println(stack.keys().of(arguments.isEmpty() ? "retailer" : arguments.getFirst()));
        return 0;
    }
}
