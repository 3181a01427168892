package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.Instance;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code logs [APP] [-f]}. */
final class Logs {

    private static final int LINES_OF_ONE = 60;
    private static final int LINES_OF_EACH = 10;

    private final LocalStack stack;
    private final PrintStream out;

    Logs(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    int run(List<String> arguments) {
        boolean follow = arguments.contains("-f");
        List<String> names =
                arguments.stream().filter(argument -> !argument.equals("-f")).toList();
        List<Path> logs =
                names.isEmpty() ? all() : names.stream().map(this::log).toList();
        if (follow) {
            return follow(logs);
        }
        for (Path log : logs) {
            out.println("==> " + log);
            ManagedProcess.lastLines(log, names.isEmpty() ? LINES_OF_EACH : LINES_OF_ONE)
                    .forEach(out::println);
        }
        return 0;
    }

    private Path log(String name) {
        boolean noApplication =
                List.of("postgres", "broker", LocalStack.TRAINING).contains(name);
        return stack.home()
                .log(
                        noApplication
                                ? name
                                : stack.serving(Application.named(name)).label());
    }

    private List<Path> all() {
        return Stream.concat(
                        Stream.of("postgres", "broker"),
                        stack.instances().stream().map(Instance::label))
                .map(stack.home()::log)
                .filter(Files::exists)
                .toList();
    }

    private static int follow(List<Path> logs) {
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(LINES_OF_EACH), "-F"));
        logs.forEach(log -> command.add(log.toString()));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException failed) {
            throw new StackFailure("Logs cannot be followed: " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
