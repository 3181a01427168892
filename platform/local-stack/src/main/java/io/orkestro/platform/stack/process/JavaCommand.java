package io.orkestro.platform.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of Java processes that are small and quick to start, on the JDK that runs this. */
public final class JavaCommand {

    private static final List<String> SMALL_AND_QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private JavaCommand() {}

    /** With these options, then {@code more}, and what to run. */
    public static List<String> of(List<String> options, List<String> more, List<String> what) {
        return Stream.of(List.of(java()), options, more, what)
                .flatMap(List::stream)
                .toList();
    }

    /** With the class path of this JVM. */
    public static List<String> ofClass(Class<?> main, List<String> options, List<String> arguments) {
        return of(
                SMALL_AND_QUICK,
                options,
                Stream.concat(
                                Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                                arguments.stream())
                        .toList());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
