package dev.pomona.indexer.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files below an index root, in a folder or a bucket. Paths are relative to the root and separated by {@code /}. */
public final class IndexStorage {

    private static final Pattern CHECKSUM_FILE = Pattern.compile("\\..*\\.crc");

    private final FileSystem files;
    private final Path root;

    /** @throws IOException if the root's file system cannot be reached */
    public IndexStorage(String root, Configuration configuration) throws IOException {
        Path path = new Path(root);
        this.files = path.getFileSystem(configuration);
        this.files.setWriteChecksum(false); // no hidden .crc files beside ours: the manifest has better checksums
        this.root = files.makeQualified(path);
    }

    /** URI of a path below the root, for Spark. */
    String uri(String path) {
        return new Path(root, path).toString();
    }

    Optional<byte[]> read(String path) throws IOException {
        try (InputStream stream = files.open(new Path(root, path))) {
            return Optional.of(stream.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    InputStream open(String path) throws IOException {
        return files.open(new Path(root, path));
    }

    void write(String path, byte[] bytes) throws IOException {
        try (OutputStream stream = files.create(new Path(root, path), true)) {
            stream.write(bytes);
        }
    }

    /** Replaces a file in one step: readers see the old content or the new, never a part. */
    void replace(String path, byte[] bytes) throws IOException {
        Path target = new Path(root, path);
        if (!isLocal()) {
            write(path, bytes); // an object store shows an object when its PUT is complete
            return;
        }
        java.nio.file.Path file = java.nio.file.Path.of(target.toUri());
        java.nio.file.Path aside = file.resolveSibling(file.getFileName() + ".part");
        Files.write(aside, bytes);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void move(String from, String to) throws IOException {
        if (!files.rename(new Path(root, from), new Path(root, to))) {
            throw new IOException("cannot rename " + uri(from) + " to " + uri(to));
        }
    }

    /** The root as a folder of this machine; empty where it is in an object store. */
    Optional<java.nio.file.Path> localRoot() {
        return isLocal() ? Optional.of(java.nio.file.Path.of(root.toUri())) : Optional.empty();
    }

    private boolean isLocal() {
        return "file".equals(files.getScheme());
    }

    /** Names of the folders in a folder; none if it does not exist. */
    List<String> folders(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (FileStatus status : files.listStatus(new Path(root, folder))) {
                if (status.isDirectory()) {
                    names.add(status.getPath().getName());
                }
            }
        } catch (FileNotFoundException e) {
            return names;
        }
        return names;
    }

    boolean exists(String path) throws IOException {
        return files.exists(new Path(root, path));
    }

    void delete(String path) throws IOException {
        files.delete(new Path(root, path), true);
    }

    /**
     * Removes the hidden {@code .crc} files below a folder of this machine. The executors of a cluster write them beside
     * their own: only the file system of this JVM was told not to.
     */
    void removeChecksumFiles(String folder) throws IOException {
        Optional<java.nio.file.Path> local = localRoot();
        if (local.isEmpty()) {
            return;
        }
        List<java.nio.file.Path> checksums;
        try (Stream<java.nio.file.Path> all = Files.walk(local.get().resolve(folder))) {
            checksums = all.filter(path ->
                            CHECKSUM_FILE.matcher(path.getFileName().toString()).matches())
                    .toList();
        }
        for (java.nio.file.Path checksum : checksums) {
            Files.delete(checksum);
        }
    }

    /** All files below a folder, in the order of their paths, with paths relative to that folder. */
    List<StoredFile> list(String folder) throws IOException {
        Path base = new Path(root, folder);
        List<StoredFile> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> iterator = files.listFiles(base, true);
        while (iterator.hasNext()) {
            FileStatus status = iterator.next();
            String relative = base.toUri().relativize(status.getPath().toUri()).getPath();
            found.add(new StoredFile(relative, status.getLen()));
        }
        found.sort((a, b) -> a.path().compareTo(b.path()));
        return found;
    }

    @Override
    public String toString() {
        return root.toString();
    }

    /** A file and its length in bytes. */
    record StoredFile(String path, long bytes) {}
}
