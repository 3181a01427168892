package io.orkestro.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.platform.stack.process.Programs;
import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application runs from, shown with a program that needs no server. */
class ProgramTests {

    @TempDir
    Path folder;

    @Test
    void theSameContentIsTheSameBuildWheneverItWasBuilt() throws IOException {
        Path first = aJar("first.jar", "hello", 1_000_000_000_000L);
        Path again = aJar("again.jar", "hello", 1_700_000_000_000L);
        Path changed = aJar("changed.jar", "hello!", 1_000_000_000_000L);

        assertThat(Program.buildOf(again)).isEqualTo(Program.buildOf(first));
        assertThat(Program.buildOf(changed)).isNotEqualTo(Program.buildOf(first));
    }

    @Test
    void aCacheThatWasRecordedIsUsedFromThenOn() throws IOException {
        Program program = aProgram("Hello");
        assertThat(program.command(List.of())).noneMatch(option -> option.startsWith("-XX:AOT"));

        Path recorded = folder.resolve("recorded.cache");
        assertThat(Programs.run(program.recordingCommand(recorded)).succeeded()).isTrue();
        program.keep(recorded);

        assertThat(program.isTrained()).isTrue();
        assertThat(program.options()).contains("-XX:AOTCache=" + program.cache(), "-XX:AOTMode=on");
        assertThat(Programs.run(program.command(List.of())).output()).isEqualTo("Hello");
    }

    @Test
    void whatTheJvmDoesNotTakeIsNotKept() throws IOException {
        Program program = aProgram("Hello");
        Path recorded = Files.writeString(folder.resolve("recorded.cache"), "no cache at all");

        assertThatThrownBy(() -> program.keep(recorded))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("does not take the cache");
        assertThat(program.isTrained()).isFalse();
    }

    /** Taken apart already: {@code app.jar}, whose main class says a word. */
    private Program aProgram(String word) throws IOException {
        Path home = Files.createDirectory(folder.resolve("program"));
        Path source = Files.writeString(home.resolve("Said.java"), """
                public class Said {
                    public static void main(String[] arguments) {
                        System.out.print("%s");
                    }
                }
                """.formatted(word));
        String tools = Path.of(System.getProperty("java.home"), "bin").toString();
        Programs.run(tools + "/javac", "-d", home.toString(), source.toString());
        Programs.run(
                tools + "/jar",
                "--create",
                "--file=" + home.resolve("app.jar"),
                "--main-class=Said",
                "-C",
                home.toString(),
                "Said.class");
        return new Program(home);
    }

    private Path aJar(String name, String content, long time) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            ZipEntry entry = new ZipEntry("application.txt");
            entry.setTime(time);
            entries.putNextEntry(entry);
            entries.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
