package dev.pomona.indexer.publish;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run off the same index. In a folder it is a lock of the operating system, which a killed process loses
 * at once; in an object store it is a {@link Lease} that runs out.
 */
public interface IndexLock extends AutoCloseable {

    @Override
    void close() throws IOException;

    /**
     * Takes the lock of an index.
     *
     * @throws IndexingException {@link Failure#BUSY} if another run has it
     */
    static IndexLock take(IndexStorage storage) throws IOException {
        Optional<Path> folder = storage.localRoot();
        return folder.isPresent() ? lockFolder(folder.get()) : Lease.take(storage);
    }

    private static IndexLock lockFolder(Path root) throws IOException {
        Files.createDirectories(root);
        FileChannel channel =
                FileChannel.open(root.resolve("index.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel::close;
            }
        } catch (OverlappingFileLockException e) {
            // another run in this JVM
        }
        channel.close();
        throw new IndexingException(Failure.BUSY, "another run is at work on the index in " + root);
    }
}
