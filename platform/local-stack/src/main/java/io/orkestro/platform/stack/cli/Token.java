package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.LocalStack;
import java.io.PrintStream;
import java.util.List;

/** {@code token [ROLE]}: a demo API key, for curl; or what opens the figures. */
final class Token {

    private final LocalStack stack;
    private final PrintStream out;

    Token(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    int run(List<String> arguments) {
        String role = arguments.isEmpty() ? "retailer" : arguments.getFirst();
        out.println(role.equals("metrics") ? stack.metricsToken() : stack.keys().of(role));
        return 0;
    }
}
