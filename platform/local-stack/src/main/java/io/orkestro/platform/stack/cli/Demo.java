package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.demo.Console;
import io.orkestro.platform.stack.demo.DemoDelivery;
import java.io.PrintStream;
import java.net.URI;

/** {@code demo}: one delivery, told as it happens. */
final class Demo {

    private final LocalStack stack;
    private final PrintStream out;

    Demo(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /** @return 0 where it was delivered */
    int run() {
        URI edge = stack.url(Application.EDGE);
        boolean delivered = new DemoDelivery(
                        edge,
                        stack.keys().retailer(),
                        () -> Console.loggedIn(edge, "admin", stack.adminPassword()),
                        out::println)
                .run();
        return delivered ? 0 : 1;
    }
}
