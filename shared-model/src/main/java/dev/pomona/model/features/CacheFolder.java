package dev.pomona.model.features;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where things that are made once are kept: each a folder, filled aside under a lock and renamed into place, so that it
 * is either absent or whole, whoever is killed and however many processes start at the same moment.
 */
public final class CacheFolder {

    /** System property, then environment variable, that name the folder. */
    static final String PROPERTY = "pomona.cache";

    private static final String VARIABLE = "POMONA_CACHE";
    private static final String PART = ".part";
    private static final String OLD = ".old";

    /** Locks of one process: a file lock keeps other processes out, not other threads. */
    private static final Object THREADS = new Object();

    private final Path root;

    public CacheFolder(Path root) {
        this.root = root.toAbsolutePath();
    }

    /**
     * The user's cache: system property {@code pomona.cache}, else {@code POMONA_CACHE}, else {@code pomona} in
     * {@code XDG_CACHE_HOME} or {@code ~/.cache}.
     */
    public static CacheFolder ofUser() {
        @Nullable String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        if (named != null && !named.isBlank()) {
            return new CacheFolder(Path.of(named));
        }
        @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return new CacheFolder(caches.resolve("pomona"));
    }

    /** Returns where it lies. */
    public Path path() {
        return root;
    }

    /**
     * Creates the folder and writes a file into it.
     *
     * @throws CacheNotWritableException if that fails
     */
    public void requireWritable() {
        try {
            Files.createDirectories(root);
            Files.delete(Files.createTempFile(root, "probe", PART));
        } catch (IOException e) {
            throw new CacheNotWritableException(root, e);
        }
    }

    /** Returns the cache folder of this name in this one. */
    public CacheFolder within(String name) {
        return new CacheFolder(root.resolve(name));
    }

    /** Returns all folders, the one that was filled or {@linkplain #use used} last first. */
    public List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(path -> Files.isDirectory(path) && !isAside(path))
                    .sorted(Comparator.comparing(CacheFolder::used).reversed())
                    .toList();
        }
    }

    private static boolean isAside(Path folder) {
        return folder.toString().endsWith(PART) || folder.toString().endsWith(OLD);
    }

    /** Makes a folder the newest one. */
    public void use(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    }

    /**
     * Deletes a folder, so that it is filled again when it is next wanted. Does nothing if another process has deleted it. Its lock
     * file stays: others may hold it or wait for it, and a new file of that name would be another lock.
     */
    public void discard(Path folder) throws IOException {
        discardIf(folder, whole -> true);
    }

    /** Something that is true of a folder or not. */
    interface Check {
        boolean holds(Path folder) throws IOException;
    }

    /** Deletes a folder if it is damaged: another process may have filled it again since somebody looked. */
    void discardIf(Path folder, Check damaged) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        String name = Objects.requireNonNull(folder.getFileName()).toString();
        locked(name, () -> {
            if (Files.exists(folder) && damaged.holds(folder)) {
                // Renamed first, so that no half of it is ever taken for whole.
                Path aside = root.resolve(name + OLD);
                delete(aside);
                Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
                delete(aside);
            }
        });
    }

    /** Returns when a folder was filled or used last. */
    public static Instant used(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // deleted meanwhile by another process
        }
    }

    /** Fills an empty folder. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path folder) throws IOException;
    }

    /**
     * The folder of this name, filled first if it is not there yet.
     *
     * @throws IOException if it cannot be made; what was begun is removed
     */
    public Path folder(String name, Filler filler) throws IOException {
        Path folder = root.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(root);
        locked(name, () -> {
            if (!Files.isDirectory(folder)) {
                make(folder, filler);
            }
        });
        return folder;
    }

    /** What is done under a lock. */
    private interface Change {
        void run() throws IOException;
    }

    /** Changes a folder while no other thread or process does. */
    private void locked(String name, Change change) throws IOException {
        synchronized (THREADS) {
            try (FileChannel channel = FileChannel.open(
                            root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    change.run();
                }
            }
        }
    }

    private void make(Path folder, Filler filler) throws IOException {
        Path aside = root.resolve(folder.getFileName() + PART);
        delete(aside);
        Files.createDirectories(aside);
        try {
            filler.fill(aside);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error e) {
            try {
                delete(aside);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
