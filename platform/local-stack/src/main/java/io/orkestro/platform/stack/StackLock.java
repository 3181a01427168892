package io.orkestro.platform.stack;

import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Two starts of the same stack at the same time would start everything twice. */
final class StackLock implements AutoCloseable {

    private final Home home;
    private final FileChannel file;

    private StackLock(Home home, FileChannel file) {
        this.home = home;
        this.file = file;
    }

    static StackLock of(Home home) {
        try {
            Files.createDirectories(home.folder());
            return new StackLock(
                    home, FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void hold() {
        if (tryLock() == null) {
            throw new StackFailure("Another ./orkestro is starting this stack (%s) right now".formatted(home.folder()));
        }
    }

    private @Nullable FileLock tryLock() {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException inThisJvm) {
            return null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
