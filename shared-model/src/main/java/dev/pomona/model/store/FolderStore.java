package dev.pomona.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files below a folder of this machine. An object is written to a hidden file in the folder where it will lie,
 * forced to the disk and renamed. All renames and deletions in a folder store, also those of other processes, happen
 * under one lock of the operating system, {@value FolderLock#NAME} in the root. Names that begin with a dot are hidden:
 * they are never listed.
 *
 * <p>The tag of an object consists of its length, time of modification in nanoseconds and file number (inode), so that
 * finding it does not read the object. It is new with each write: the file is another one, and its time is later than
 * that of the file it replaces, even where the clock of the file system has not moved.
 */
public final class FolderStore implements ObjectStore {

    private static final String HIDDEN = ".";

    private final Path root;
    private final FolderLock lock;
    private final FileAttribute<?>[] fileAttributes;
    private final FileAttribute<?>[] folderAttributes;

    private FolderStore(Path root, FileAttribute<?>[] fileAttributes, FileAttribute<?>[] folderAttributes) {
        this.root = root.toAbsolutePath().normalize();
        this.lock = new FolderLock(this.root);
        this.fileAttributes = fileAttributes;
        this.folderAttributes = folderAttributes;
    }

    /** Returns the store in a folder, which is created when the first object is written. */
    public static FolderStore at(Path root) {
        return new FolderStore(root, new FileAttribute<?>[0], new FileAttribute<?>[0]);
    }

    /** Returns the store in a folder; what it writes can be read by the owner of this process alone. */
    public static FolderStore ownerOnly(Path root) {
        if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return at(root); // a new file has the permissions of its folder there
        }
        return new FolderStore(root, permissions("rw-------"), permissions("rwx------"));
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    @Override
    public Optional<StoredObject> stat(String key) throws StoreException {
        Path file = file(key);
        try {
            return Optional.of(stored(key, attributes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(key, e);
        }
    }

    @Override
    public InputStream open(String key) throws StoreException {
        Path file = file(key);
        try {
            attributes(file); // opening a folder would succeed
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw failure(key, e);
        }
    }

    @Override
    public Optional<TaggedContent> readIfChanged(String key, @Nullable String knownTag) throws StoreException {
        Path file = file(key);
        try {
            String tag = tag(attributes(file));
            while (!tag.equals(knownTag)) {
                byte[] content = Files.readAllBytes(file);
                String tagAfter = tag(attributes(file));
                if (tagAfter.equals(tag)) {
                    return Optional.of(new TaggedContent(content, tag));
                }
                tag = tagAfter;
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failure(key, e);
        }
    }

    @Override
    public void list(String prefix, Consumer<? super StoredObject> action) throws StoreException {
        Path folder = root.resolve(Keys.requirePrefix(prefix));
        try {
            list(folder, action);
        } catch (IOException e) {
            throw failure(prefix, e);
        }
    }

    /** A folder that is absent, or was removed meanwhile, has no objects. */
    private void list(Path folder, Consumer<? super StoredObject> action) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, FolderStore::isVisible)) {
            for (Path entry : entries) {
                listEntry(entry, action);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // no objects
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void listEntry(Path entry, Consumer<? super StoredObject> action) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return; // removed meanwhile
        }
        if (attributes.isDirectory()) {
            list(entry, action);
        } else {
            action.accept(stored(root.relativize(entry).toString().replace('\\', '/'), attributes));
        }
    }

    private static boolean isVisible(Path entry) {
        return !entry.getFileName().toString().startsWith(HIDDEN);
    }

    @Override
    public void put(String key, byte[] content) throws StoreException {
        write(key, aside -> write(aside, content), () -> true);
    }

    @Override
    public void put(String key, Path content) throws StoreException {
        write(key, aside -> copy(content, aside), () -> true);
    }

    @Override
    public Optional<String> putIf(String key, byte[] content, @Nullable String expectedTag) throws StoreException {
        return write(
                key,
                aside -> write(aside, content),
                () -> Objects.equals(stat(key).map(StoredObject::tag).orElse(null), expectedTag));
    }

    @Override
    public void deleteAll(String prefix) throws StoreException {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("a store is not deleted whole");
        }
        Path folder = root.resolve(Keys.requirePrefix(prefix));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            lock.holding(() -> deleteTree(folder));
        } catch (UncheckedIOException e) {
            throw failure(prefix, new IOException(e));
        } catch (IOException e) {
            throw failure(prefix, e);
        }
    }

    /** Returns whether nothing is left. */
    private static boolean deleteTree(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                deleteIfPossible(path);
            }
        }
        return !Files.exists(folder);
    }

    /** A writer may be adding to the folder: what it adds is newer than this deletion. */
    private static void deleteIfPossible(Path path) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // The object that was just added stays.
        }
    }

    @Override
    public void delete(String key) throws StoreException {
        Path file = file(key);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            lock.holding(() -> Files.deleteIfExists(file));
        } catch (IOException e) {
            throw failure(key, e);
        }
    }

    @Override
    public Optional<Path> localFile(String key) {
        return Optional.of(file(key));
    }

    @Override
    public String uri(String key) {
        return "file:" + root.resolve(key).toUri().getPath().replaceFirst("(.)/$", "$1");
    }

    @Override
    public String describe() {
        return "folder " + root;
    }

    @Override
    public String toString() {
        return describe();
    }

    private interface Content {
        void writeTo(FileChannel aside) throws IOException;
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Returns the new tag; empty where the condition does not hold at the moment of the rename. */
    private Optional<String> write(String key, Content content, Condition condition) throws StoreException {
        Path file = file(key);
        Path folder = Objects.requireNonNull(file.getParent());
        Path aside = folder.resolve(HIDDEN + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder, folderAttributes);
            try {
                try (FileChannel channel = FileChannel.open(
                        aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), fileAttributes)) {
                    content.writeTo(channel);
                    channel.force(true);
                }
                return lock.holding(() -> condition.holds() ? Optional.of(replace(aside, file)) : Optional.empty());
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw failure(key, e);
        }
    }

    /** To be called under the lock. */
    private static String replace(Path aside, Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            Instant replaced = Files.getLastModifiedTime(file).toInstant();
            if (!Files.getLastModifiedTime(aside).toInstant().isAfter(replaced)) {
                Files.setLastModifiedTime(aside, FileTime.from(replaced.plus(1, ChronoUnit.MILLIS)));
            }
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return tag(attributes(file));
    }

    private static void write(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void copy(Path source, FileChannel target) throws IOException {
        try (FileChannel channel = FileChannel.open(source)) {
            long position = 0;
            while (position < channel.size()) {
                position += channel.transferTo(position, channel.size() - position, target);
            }
        }
    }

    private Path file(String key) {
        return root.resolve(Keys.requireValid(key));
    }

    /** A folder is no object, and there are no objects below an object. */
    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                return attributes;
            }
        } catch (FileSystemException e) {
            if (!isBelowFile(file)) {
                throw e;
            }
        }
        throw new NoSuchFileException(file.toString());
    }

    private static boolean isBelowFile(Path path) {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return true;
            }
        }
        return false;
    }

    private static StoredObject stored(String key, BasicFileAttributes attributes) {
        return new StoredObject(key, attributes.size(), tag(attributes));
    }

    private static String tag(BasicFileAttributes attributes) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        return "%x-%x.%x-%s"
                .formatted(
                        attributes.size(),
                        modified.getEpochSecond(),
                        modified.getNano(),
                        Objects.toString(attributes.fileKey(), ""));
    }

    private StoreException failure(String key, IOException cause) {
        if (cause instanceof StoreException known) {
            return known;
        }
        String where = "'%s' in the %s".formatted(key, describe());
        if (cause instanceof NoSuchFileException) {
            return new StoreException.NotFound("there is no " + where, cause);
        }
        String message = "%s: %s".formatted(where, cause);
        boolean permanent = cause instanceof AccessDeniedException || isBelowFile(root.resolve(key));
        return permanent ? new StoreException.Refused(message, cause) : new StoreException.Unavailable(message, cause);
    }
}
