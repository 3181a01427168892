package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.ComposeSecrets;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code ./orkestro COMMAND …}: the script builds what is stale, finds a JDK and comes here. */
public final class Main {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments), System.getenv(), System.out));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        String command = arguments.isEmpty() ? "help" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        if (List.of("help", "-h", "--help").contains(command)) {
            out.println(Help.TEXT);
            return 0;
        }
        if (command.equals("secrets")) {
            ComposeSecrets.random().forEach((variable, value) -> out.println(variable + "=" + value));
            return 0;
        }
        try {
            if (command.equals("measure")) {
                return new Measure(checkout(environment), home(environment).resolve("measure"), environment, out)
                        .run(rest);
            }
            LocalStack stack = stack(environment, out);
            return switch (command) {
                case "up" -> new Up(stack, out).run();
                case "train" -> new Train(stack).run();
                case "prepare" -> new Prepare(stack, out).run(rest);
                case "down" -> new Down(stack, out).run();
                case "status" -> new Status(stack, out).run();
                case "logs" -> new Logs(stack, out).run(rest);
                case "demo" -> new Demo(stack, out).run(rest, environment);
                case "token" -> new Token(stack, out).run(rest);
                case "trace" -> new ShowTrace(stack, out).run(rest);
                case "deploy" -> new Deploy(stack, out).run(rest);
                case "deployments" -> new ShowDeployments(stack, out).run();
                case "attach" -> new Attach(stack, out).run(rest);
                default -> {
                    out.println("There is no command " + command + ".\n");
                    out.println(Help.TEXT);
                    yield MISUSED;
                }
            };
        } catch (StackFailure failure) {
            out.println();
            out.println(failure.getMessage());
            return FAILED;
        }
    }

    private static LocalStack stack(Map<String, String> environment, PrintStream out) {
        return LocalStack.builder(checkout(environment), home(environment))
                .with(environment)
                .tell(out::println)
                .build();
    }

    private static Path checkout(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("ORKESTRO_CHECKOUT", "."));
    }

    private static Path home(Map<String, String> environment) {
        String home = environment.get("ORKESTRO_HOME");
        return home == null ? checkout(environment).resolve(".orkestro") : Path.of(home);
    }
}
