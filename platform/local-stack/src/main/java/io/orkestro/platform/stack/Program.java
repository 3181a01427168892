package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.JavaCommand;
import io.orkestro.platform.stack.process.Programs;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What an application runs from: its jar taken apart, and the AOT cache that was trained with it, if one was. A copy, because
 * a build overwrites the jar and would pull the classes from under a process; taken apart, because from plain jars an
 * application starts with a quarter less CPU than from a jar of jars, and only plain jars can have a cache.
 */
record Program(Path folder) {

    /** Many small processes on one machine: the quick compiler alone halves the CPU that a start takes. */
    private static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    /** What each has on a developer's machine; a cache is good for other sizes too. */
    static final String SMALL_HEAP = "-Xmx256m";

    private static final int KEY_BYTES = 6;

    Program {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Taken apart where it is not yet. */
    static Program of(Path jar, Path folder) {
        Program program = new Program(folder);
        if (!Files.exists(program.jar())) {
            program.extract(jar);
        }
        return program;
    }

    /**
     * Which build a jar is, by what is in it: the same built again is the same.
     *
     * @throws IOException where there is no such jar
     */
    static String buildOf(Path jar) throws IOException {
        StringBuilder content = new StringBuilder();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> content.append("%s %x%n".formatted(entry.getName(), entry.getCrc())));
        }
        return key(content.toString());
    }

    Path jar() {
        return folder.resolve("app.jar");
    }

    /** An AOT cache is good for the JVM and the options that it was trained with, and for no others. */
    Path cache() {
        String jvm = System.getProperty("java.vm.vendor") + System.getProperty("java.vm.version");
        return folder.resolve("aot-%s.cache".formatted(key(jvm + OPTIONS)));
    }

    boolean isTrained() {
        return Files.exists(cache());
    }

    /** What the JVM is told, with the cache where there is one. With {@code AOTMode=on} one that does not fit ends the JVM. */
    List<String> options() {
        return isTrained() ? withCache(cache()) : OPTIONS;
    }

    /** @param more options after ours, so that they win */
    List<String> command(List<String> more) {
        return JavaCommand.of(options(), more, List.of("-jar", jar().toString()));
    }

    /** The JVM writes down what it loads, links and compiles, and puts it into {@code cache} when it ends. */
    List<String> recordingCommand(Path cache) {
        return JavaCommand.of(OPTIONS, List.of("-XX:AOTCacheOutput=" + cache), List.of("-jar", jar().toString()));
    }

    /** Keeps what was recorded, once a JVM has taken it with exactly the options of a start. */
    void keep(Path recorded) {
        List<String> trial =
                JavaCommand.of(withCache(recorded), List.of(SMALL_HEAP), List.of("-cp", jar().toString(), "-version"));
        Programs.Outcome outcome = Programs.run(trial);
        if (!outcome.succeeded()) {
            throw new StackFailure(
                    "The JVM does not take the cache that it made (%s):%n%s".formatted(recorded, outcome.output()));
        }
        try {
            Files.move(recorded, cache(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> withCache(Path cache) {
        return Stream.concat(OPTIONS.stream(), Stream.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"))
                .toList();
    }

    private void extract(Path jar) {
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Folders.delete(part);
        List<String> task = List.of("-jar", jar.toString(), "extract", "--force");
        List<String> where = List.of("--destination", part.toString(), "--application-filename", "app.jar");
        Programs.Outcome outcome = Programs.run(JavaCommand.of(
                List.of("-Djarmode=tools"),
                List.of(),
                Stream.concat(task.stream(), where.stream()).toList()));
        if (!outcome.succeeded()) {
            throw new StackFailure("%s cannot be taken apart: %s. Build it again: mvn -DskipTests package"
                    .formatted(jar, outcome.output()));
        }
        try {
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String key(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
