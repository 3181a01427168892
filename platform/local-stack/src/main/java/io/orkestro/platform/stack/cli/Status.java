package io.orkestro.platform.stack.cli;

import io.orkestro.platform.stack.Instance;
import io.orkestro.platform.stack.LocalStack;
import io.orkestro.platform.stack.Server;
import io.orkestro.platform.stack.process.Programs;
import java.io.PrintStream;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code status}: what runs, where, and how it is. */
final class Status {

    private final LocalStack stack;
    private final PrintStream out;

    Status(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /** @return 0 where everything is ready */
    int run() {
        boolean ready = server(stack.postgres());
        ready &= server(stack.broker());
        out.printf("%n%-14s %-6s %-8s %-9s %s%n", "application", "port", "pid", "memory", "state");
        for (Instance instance : stack.instances()) {
            ready &= instance(instance);
        }
        return ready ? 0 : 1;
    }

    private boolean server(Server server) {
        boolean running = server.isRunning();
        out.printf("%-9s %s%n", running ? "running" : "stopped", server.describe());
        return running;
    }

    private boolean instance(Instance instance) {
        Optional<ProcessHandle> process = stack.process(instance).process();
        boolean ready = stack.isReady(instance);
        String state =
                process.isPresent() ? ready ? "ready" : "not ready" : ready ? "ready, run by somebody else" : "stopped";
        out.printf(
                "%-14s %-6d %-8s %-9s %s%n",
                instance.label(),
                stack.url(instance).getPort(),
                process.map(running -> Long.toString(running.pid())).orElse("-"),
                process.map(Status::memory).orElse("-"),
                state);
        return ready;
    }

    private static String memory(ProcessHandle process) {
        OptionalLong megabytes = megabytes(process);
        return megabytes.isPresent() ? megabytes.getAsLong() + " MB" : "?";
    }

    /** What of it is resident; nothing where the system does not say. */
    static OptionalLong megabytes(ProcessHandle process) {
        Programs.Outcome ps = Programs.run("ps", "-o", "rss=", "-p", Long.toString(process.pid()));
        return ps.succeeded() ? OptionalLong.of(Long.parseLong(ps.output().strip()) / 1024) : OptionalLong.empty();
    }
}
