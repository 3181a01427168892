package io.orkestro.platform.stack.process;

/** Is told what happens, one line at a time, by several threads. */
public interface Progress {

    Progress SILENT = line -> {};

    void say(String line);
}
