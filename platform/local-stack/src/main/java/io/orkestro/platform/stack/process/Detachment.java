package io.orkestro.platform.stack.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a process leaves its terminal, so that neither Ctrl-C nor closing the window reaches it. Each way keeps the pid:
 * it replaces itself by the command.
 */
final class Detachment {

    private Detachment() {}

    static List<String> detached(List<String> command) {
        return Stream.concat(prefix().stream(), command.stream()).toList();
    }

    private static List<String> prefix() {
        if (onPath("setsid").isPresent()) {
            return List.of("setsid");
        }
        // A Mac has no setsid, but always Perl.
        if (onPath("perl").isPresent()) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV");
        }
        return List.of("nohup");
    }

    /** The first executable of this name on the PATH. */
    static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
