package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Instance;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.process.StackFailure;
import io.orkestro.platform.stack.trace.SpanFiles;
import io.orkestro.platform.stack.trace.Trace;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;

/** {@code trace ID}: what a request set in motion, over all applications. */
final class ShowTrace {

    private final LocalStack stack;
    private final PrintStream out;

    ShowTrace(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /** Of several traces that are about it, the one with most steps as a table, the others in a line each. */
    int run(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new StackFailure("Say which: ./orkestro trace TRACE_ID | DELIVERY_ID | REQUEST_ID");
        }
        String id = arguments.getFirst();
        List<String> applications = Instance.all().stream().map(Instance::label).toList();
        List<Trace> traces = new SpanFiles(stack.home(), applications).about(id);
        Trace most = traces.stream()
                .max(Comparator.comparingInt(trace -> trace.steps().size()))
                .orElseThrow(() -> new StackFailure(
                        "Nothing is known of %s: it is no trace, delivery or request, or too old, or was not sampled."
                                .formatted(id)));
        out.println(most.summary());
        out.println(most.table());
        if (traces.size() > 1) {
            out.println("Others:");
            traces.stream().filter(trace -> trace != most).forEach(trace -> out.println("  " + trace.summary()));
        }
        return 0;
    }
}
