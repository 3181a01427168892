package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code prepare APP FOLDER}: what the image of an application contains; {@code deploy/Dockerfile} calls it. */
final class Prepare {

    private static final int ARGUMENTS = 2;

    private final LocalStack stack;
    private final PrintStream out;

    Prepare(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    int run(List<String> arguments) {
        if (arguments.size() != ARGUMENTS) {
            throw new StackFailure("What, and where? ./orkestro prepare APP FOLDER");
        }
        Application application = Application.named(arguments.getFirst());
        Path folder = Path.of(arguments.getLast()).toAbsolutePath();
        stack.prepare(application, folder);
        out.printf("%s is laid out in %s%n", application.artifact(), folder);
        return 0;
    }
}
