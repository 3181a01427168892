package io.orkestro.platform.stack;

import io.orkestro.platform.stack.deploy.Place;
import io.orkestro.platform.stack.process.ManagedProcess;

/** A place on this machine: a process and its port. */
final class LocalPlace implements Place {

    private final Applications applications;
    private final Instance instance;
    private final ManagedProcess process;

    LocalPlace(Applications applications, Instance instance) {
        this.applications = applications;
        this.instance = instance;
        this.process = applications.process(instance);
    }

    @Override
    public String name() {
        return instance.label();
    }

    @Override
    public String build() {
        return process.isRunning() ? process.build() : "";
    }

    @Override
    public void start(String build) {
        applications.startBuild(instance, build);
    }

    @Override
    public boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public boolean isReady() {
        return applications.isReady(instance);
    }

    @Override
    public void stop() {
        process.stop(Applications.DRAINED_WITHIN);
    }

    @Override
    public String lastWords() {
        return process.lastWords();
    }
}
