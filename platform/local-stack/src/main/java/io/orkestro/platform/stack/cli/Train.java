package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.process.JavaCommand;
import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.Programs;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code train}: the AOT caches that make the next start quicker. */
final class Train {

    private final LocalStack stack;

    Train(LocalStack stack) {
        this.stack = stack;
    }

    /** @return 0 where no cache is missing after it */
    int run() {
        boolean another = stack.home()
                .process(LocalStack.TRAINING)
                .process()
                .filter(training -> training.pid() != ProcessHandle.current().pid())
                .isPresent();
        if (another) {
            throw new StackFailure("It is being done already: ./orkestro logs training -f");
        }
        return stack.train() ? 0 : 1;
    }

    /** In a process of its own, which gives way to all others: nobody who changes a line waits for it. */
    static void behind(LocalStack stack, PrintStream out) {
        List<Application> untrained = stack.untrained();
        if (untrained.isEmpty()) {
            return;
        }
        stack.stopTraining();
        ManagedProcess training = stack.home().process(LocalStack.TRAINING);
        List<String> command = JavaCommand.ofClass(Main.class, List.of("-Xmx256m"), List.of("train"));
        training.start(Stream.concat(givingWay().stream(), command.stream()).toList(), Map.of(), "");
        out.printf(
                "%nAOT caches for %s are being made behind this, for quicker starts from the next on (./orkestro logs training).%n",
                untrained.stream().map(Application::label).collect(Collectors.joining(", ")));
    }

    private static List<String> givingWay() {
        return Programs.onPath("nice").isPresent() ? List.of("nice", "-n", "19") : List.of();
    }
}
