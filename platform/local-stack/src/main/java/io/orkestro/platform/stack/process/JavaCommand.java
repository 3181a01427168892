package io.orkestro.platform.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of Java processes that are small and quick to start, on the JDK that runs this. */
public final class JavaCommand {

    private static final List<String> SMALL_AND_QUICK =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private JavaCommand() {}

    public static List<String> ofJar(Path jar, List<String> options) {
        return command(options, List.of("-jar", jar.toString()));
    }

    /** With the class path of this JVM. */
    public static List<String> ofClass(Class<?> main, List<String> options, List<String> arguments) {
        return command(
                options,
                Stream.concat(
                                Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                                arguments.stream())
                        .toList());
    }

    private static List<String> command(List<String> options, List<String> what) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java), SMALL_AND_QUICK, options, what)
                .flatMap(List::stream)
                .toList();
    }
}
