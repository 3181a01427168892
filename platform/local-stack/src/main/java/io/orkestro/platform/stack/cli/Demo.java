package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.Home;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.demo.Console;
import io.orkestro.platform.stack.demo.DemoDelivery;
import io.orkestro.platform.stack.demo.DemoKeys;
import io.orkestro.platform.stack.demo.Seed;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** {@code demo}: one delivery, told as it happens. */
final class Demo {

    private final LocalStack stack;
    private final PrintStream out;

    Demo(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /**
     * @param arguments the address of a platform that runs elsewhere; none for this stack
     * @return 0 where it was delivered
     */
    int run(List<String> arguments, Map<String, String> environment) {
        return arguments.isEmpty()
                ? deliver(stack.url(Application.EDGE), stack.keys(), stack.adminPassword())
                : elsewhere(URI.create(arguments.getFirst()), environment);
    }

    /** Its retailer and couriers are made first, where they are not there. */
    private int elsewhere(URI edge, Map<String, String> environment) {
        String password = environment.getOrDefault("ORKESTRO_ADMIN_PASSWORD", "");
        if (password.isEmpty()) {
            throw new StackFailure(
                    "The demo retailer is made in the console: ORKESTRO_ADMIN_PASSWORD=… ./orkestro demo " + edge
                            + ", and ORKESTRO_CONSOLE_URL where that is not http://localhost:8081");
        }
        Home home = new Home(stack.home().folder().resolve("elsewhere"));
        URI console = URI.create(environment.getOrDefault("ORKESTRO_CONSOLE_URL", "http://localhost:8081"));
        new Seed(home, console, edge, password).plant();
        return deliver(edge, DemoKeys.of(home).orElseThrow(), password);
    }

    private int deliver(URI edge, DemoKeys keys, String adminPassword) {
        boolean delivered = new DemoDelivery(
                        edge, keys.retailer(), () -> Console.loggedIn(edge, "admin", adminPassword), out::println)
                .run();
        return delivered ? 0 : 1;
    }
}
