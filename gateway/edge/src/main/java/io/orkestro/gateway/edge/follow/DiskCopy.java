package io.orkestro.gateway.edge.follow;

import io.orkestro.platform.web.json.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** The last good snapshot as a file: whole or not at all, readable by this process's user alone. */
final class DiskCopy<T> {

    private static final Logger log = LoggerFactory.getLogger(DiskCopy.class);
    private static final JsonMapper JSON = StrictJson.mapper();

    private final Path file;
    private final JavaType type;

    DiskCopy(Path directory, Source<T> source) {
        this.file = directory.resolve(source.name() + ".json");
        this.type = JSON.getTypeFactory().constructParametricType(Versioned.class, source.type());
    }

    Optional<Versioned<T>> read() {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException nothingYet) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            log.error("The snapshot {} cannot be read; going on without it", file, e);
            return Optional.empty();
        }
    }

    void write(Versioned<T> snapshot) {
        try {
            Files.createDirectories(file.getParent());
            Path draft =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".draft", forUsAlone());
            try {
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(snapshot));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                replaceBy(draft);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | JacksonException e) {
            log.error(
                    "The snapshot {} cannot be written; a start without the database would find an older one", file, e);
        }
    }

    private void replaceBy(Path draft) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private FileAttribute<?>[] forUsAlone() {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
