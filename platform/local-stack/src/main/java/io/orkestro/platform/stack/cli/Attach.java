package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.PrintStream;
import java.util.List;

/** {@code attach APP}: the stack goes on, and one application is yours. */
final class Attach {

    private final LocalStack stack;
    private final PrintStream out;

    Attach(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new StackFailure("Which one? ./orkestro attach " + String.join(" | ", labels()));
        }
        Application application = Application.named(arguments.getFirst());
        stack.attach(application);
        out.printf("""
                # %s is stopped and its port %d is yours. In a shell, these lines and the command; in an IDE, the same
                # variables for the main class of %s. ./orkestro up takes it back once the port is free.
                """, application.label(), stack.url(application).getPort(), application.module());
        stack.environmentOf(application)
                .forEach((variable, value) -> out.printf("export %s='%s'%n", variable, value.replace("'", "'\\''")));
        out.printf(
                "mvn -q -DskipTests package -pl %s -am && java -jar %s/target/%s.jar%n",
                application.module(), application.module(), application.artifact());
        return 0;
    }

    private List<String> labels() {
        return stack.applications().stream().map(Application::label).toList();
    }
}
