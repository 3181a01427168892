package io.orkestro.platform.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.stack.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./orkestro} takes for stale, where it finds itself, and how it speaks without a JDK. */
class OrkestroScriptTests {

    private static final Path SCRIPT =
            Path.of("../../orkestro").toAbsolutePath().normalize();
    private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path checkout;

    @BeforeEach
    void aBuiltCheckout() throws IOException {
        file("pom.xml", BUILT.minusSeconds(60));
        file("dispatch-service/pom.xml", BUILT.minusSeconds(60));
        file("dispatch-service/src/main/java/Dispatch.java", BUILT.minusSeconds(60));
        file("platform/web/pom.xml", BUILT.minusSeconds(60));
        file("dispatch-service/target/dispatch-service.jar", BUILT);
        foldersAreOld();
    }

    @Test
    void whatIsNewerThanItsSourcesIsNotBuiltAgain() {
        assertThat(staleModules()).isEmpty();
    }

    @Test
    void aChangedSourceMakesItsModuleStale() throws IOException {
        file("dispatch-service/src/main/java/Dispatch.java", BUILT.plusSeconds(1));

        assertThat(staleModules()).isEqualTo("dispatch-service");
    }

    @Test
    void aChangedPlatformMakesItsApplicationsStale() throws IOException {
        file("platform/web/src/main/java/Problem.java", BUILT.plusSeconds(1));

        assertThat(staleModules()).isEqualTo("dispatch-service");
    }

    @Test
    void aChangedVersionMakesAllStale() throws IOException {
        file("pom.xml", BUILT.plusSeconds(1));

        assertThat(staleModules()).isEqualTo("dispatch-service");
    }

    @Test
    void aMissingJarIsStale() throws IOException {
        Files.delete(checkout.resolve("dispatch-service/target/dispatch-service.jar"));

        assertThat(staleModules()).isEqualTo("dispatch-service");
    }

    @Test
    void aModuleWithoutCodeIsNothingToBuild() throws IOException {
        file("tracking-service/pom.xml", BUILT);

        assertThat(bash("stale_modules tracking-service")).isEmpty();
    }

    @Test
    void findsItselfThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(checkout.resolve("link"), SCRIPT);

        assertThat(bash("folder_of '" + link + "'"))
                .isEqualTo(Path.of("../..").toRealPath().toString());
    }

    @Test
    void readsAJdksVersionFromItsNote() throws IOException {
        file("jdk/release", BUILT);
        Files.writeString(checkout.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.3\"\n");

        assertThat(bash("java_version '" + checkout.resolve("jdk") + "'")).isEqualTo("25");
        assertThat(bash("java_version /nowhere")).isEqualTo("0");
    }

    @Test
    void whatIsDeployedIsBuiltUnlessItIsNamed() {
        assertThat(bash("module_to_deploy dispatch")).isEqualTo("dispatch-service");
        assertThat(bash("module_to_deploy marketplace")).isEqualTo("courier-marketplace-service");
        assertThat(bash("module_to_deploy edge")).isEqualTo("gateway/edge");
        assertThat(bash("module_to_deploy monolith")).isEqualTo("legacy-monolith");
        assertThat(bash("module_to_deploy dispatch some.jar")).isEmpty();
        assertThat(bash("module_to_deploy nothing")).isEmpty();
    }

    private String staleModules() {
        return bash("stale_modules dispatch-service");
    }

    private String bash(String call) {
        Programs.Outcome outcome =
                Programs.run("bash", "-c", "source '%s'; checkout='%s'; %s".formatted(SCRIPT, checkout, call));
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        return outcome.output();
    }

    private void file(String name, Instant modified) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private void foldersAreOld() throws IOException {
        try (var folders = Files.walk(checkout)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Files.setLastModifiedTime(folder, FileTime.from(BUILT.minusSeconds(60)));
            }
        }
    }
}
