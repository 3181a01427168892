package io.orkestro.system;

import io.orkestro.platform.stack.Application;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** More builds of an application than the one that the checkout has, alike but for a file. */
final class Builds {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String CLASSES = "BOOT-INF/classes/";

    private final Path folder;

    Builds(Path folder) {
        this.folder = folder;
    }

    /** One that nobody has deployed yet. */
    Path another(Application application, int number) throws IOException {
        return with(application, number, CLASSES + "build.txt", "build " + number);
    }

    /** One whose configuration nothing can run with: it begins to start, and dies. */
    Path broken(Application application, int number) throws IOException {
        return with(application, number, CLASSES + "config/application.properties", "server.port=nobody");
    }

    private Path with(Application application, int number, String file, String content) throws IOException {
        Path jar = folder.resolve("%s-%d.jar".formatted(application.label(), number));
        Files.copy(
                CHECKOUT.resolve(application.module()).resolve("target").resolve(application.artifact() + ".jar"), jar);
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path target = zip.getPath(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, content);
        }
        return jar;
    }
}
