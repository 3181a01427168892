package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.ManagedProcess;
import java.nio.file.Path;

/** Where a stack keeps what it knows: its servers' data, logs, pids, secrets. Deleting it is a fresh start. */
public record Home(Path folder) {

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    /** What a server keeps on disk. */
    public Path data(String name) {
        return folder.resolve(name);
    }

    public Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    /** Where a process writes down its spans; the older ones are in {@code <file>.1}. */
    public Path spans(String name) {
        return folder.resolve("logs").resolve(name + ".spans");
    }

    /** What applications' processes run from. */
    Path programs() {
        return folder.resolve("programs");
    }

    /** Of the servers on which AOT caches are trained. */
    Home training() {
        return new Home(folder.resolve("training"));
    }

    Path secrets() {
        return folder.resolve("secrets.json");
    }

    /** What became of each deployment, a line of JSON each. */
    public Path deployments() {
        return folder.resolve("deployments.jsonl");
    }

    Path ports() {
        return folder.resolve("ports.json");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    /** The demo retailer's, courier's and ops' API keys. */
    public Path demoKeys() {
        return folder.resolve("demo.json");
    }

    /** Marks an application that its developer runs by hand. */
    Path attached(String name) {
        return folder.resolve("pids").resolve(name + ".attached");
    }

    public ManagedProcess process(String name) {
        return new ManagedProcess(name, folder.resolve("pids").resolve(name + ".pid"), log(name));
    }
}
