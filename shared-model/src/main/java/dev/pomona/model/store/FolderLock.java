package dev.pomona.model.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock under which a {@link FolderStore} changes what is seen. The operating system keeps other processes out and
 * frees the lock of a process that dies; threads of this JVM, which it does not tell apart, wait for each other before.
 */
final class FolderLock {

    static final String NAME = ".lock";

    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads;

    FolderLock(Path root) {
        this.file = root.resolve(NAME);
        this.threads = THREADS.computeIfAbsent(root, any -> new ReentrantLock());
    }

    /** What is done under the lock. */
    interface Guarded<T> {
        T run() throws IOException;
    }

    /** Waits for the lock and runs an action under it. Actions are renames and deletions, so the wait is short. */
    <T> T holding(Guarded<T> action) throws IOException {
        threads.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // closing the channel frees it
            return action.run();
        } finally {
            threads.unlock();
        }
    }
}
