package io.orkestro.system.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * While a new version is deployed the former one runs on, on the schema of the new one. So what the last release had stays as it
 * was, and what came since only adds; how it goes on from there stands in docs/operations.md.
 */
class SchemaScriptsTests {

    private static final Path CHECKOUT = Path.of("..");
    private static final Path RELEASED = Path.of("src/test/resources/released-scripts.txt");
    private static final Set<String> NOT_OURS = Set.of("target", "test", ".git", ".orkestro");

    @Test
    void whatIsReleasedStaysAsItIs() throws IOException {
        Map<String, String> now = scripts();

        released().forEach((path, checksum) -> {
            String text = now.get(path);
            assertThat(text).as("%s is released, and never deleted", path).isNotNull();
            if (text != null && !isRepeatable(path)) {
                assertThat(checksumOf(text))
                        .as("%s is released: what it should have said belongs into a new script", path)
                        .isEqualTo(checksum);
            }
        });
    }

    @Test
    void whatCameSinceOnlyAddsUnlessItEndsWhatAReleaseHasReplaced() throws IOException {
        Map<String, String> released = released();
        List<String> releasedNames =
                released.keySet().stream().map(SchemaScriptsTests::nameOf).toList();

        scripts().forEach((path, text) -> {
            if (checksumOf(text).equals(released.get(path))) {
                return;
            }
            Script script = new Script(text);
            Optional<String> ended = script.contracts();
            if (ended.isPresent()) {
                assertThat(releasedNames)
                        .as("%s contracts what %s began, and that is not released yet", path, ended.get())
                        .contains(ended.get());
            } else {
                assertThat(script.dangers())
                        .as(
                                "%s would break the version that runs beside it. Expand now; take away after the next release,"
                                        + " in a script that says '-- contracts <script that replaced it>'",
                                path)
                        .isEmpty();
            }
        });
    }

    @Test
    void noTwoScriptsOfAnApplicationHaveTheSameNumber() throws IOException {
        Map<String, String> numbers = new TreeMap<>();
        scripts().keySet().stream().filter(path -> !isRepeatable(path)).forEach(path -> {
            String place = path.contains("/db/platform/") ? "platform" : path.substring(0, path.indexOf("/src/"));
            String number = place + " " + nameOf(path).replaceFirst("__.*", "");
            assertThat(numbers.put(number, path)).as(path).isNull();
        });
    }

    /** Paths and checksums at the last release, as sha256sum writes them, below the day of the release. */
    private static Map<String, String> released() throws IOException {
        return Files.readAllLines(RELEASED).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" +"))
                .collect(toMap(line -> line[1], line -> line[0]));
    }

    /** Paths and texts. */
    private static Map<String, String> scripts() throws IOException {
        Map<String, String> scripts = new TreeMap<>();
        Files.walkFileTree(CHECKOUT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = CHECKOUT.relativize(file).toString();
                if (path.contains("src/main/resources/db/") && path.endsWith(".sql")) {
                    scripts.put(path, Files.readString(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(scripts).hasSizeGreaterThan(30);
        return scripts;
    }

    /** Run again with each change: the last one counts. */
    private static boolean isRepeatable(String path) {
        return nameOf(path).startsWith("R__");
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String checksumOf(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
