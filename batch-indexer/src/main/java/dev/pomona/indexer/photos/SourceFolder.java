package dev.pomona.indexer.photos;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * A folder or bucket prefix as an operator named it.
 *
 * @param name as it was named
 * @param path its qualified path
 * @param real the same with all links followed
 */
record SourceFolder(String name, String path, String real) {

    /** Returns the folder of this name, whether or not it exists. */
    static SourceFolder of(String name, Configuration configuration) throws IOException {
        Path qualified = qualified(name, configuration);
        String real = PhotoStore.of(qualified.toUri(), configuration).realPath(qualified.toString());
        return new SourceFolder(name, qualified.toString(), real);
    }

    /**
     * Returns the qualified path of a location.
     *
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if no file system serves it
     * @throws IOException if its file system cannot be reached
     */
    static Path qualified(String location, Configuration configuration) throws IOException {
        try {
            Path path = new Path(location);
            return path.getFileSystem(configuration).makeQualified(path);
        } catch (IllegalArgumentException | UnsupportedFileSystemException e) {
            throw new IndexingException(
                    Failure.UNUSABLE_REQUEST,
                    "'%s' is neither a folder nor a file that can be reached: %s".formatted(location, e.getMessage()),
                    e);
        }
    }

    /**
     * Requires that it can be listed.
     *
     * @throws IndexingException if it does not exist or is no folder
     * @throws IOException if it may not be read
     */
    void requireReadable(Configuration configuration) throws IOException {
        Path folder = new Path(path);
        FileSystem files = folder.getFileSystem(configuration);
        if (!isFolder(files, folder)) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, "there is no folder " + name);
        }
        // Fails here with the cause where the folder may not be read.
        files.listStatusIterator(folder);
    }

    private static boolean isFolder(FileSystem files, Path path) throws IOException {
        try {
            return files.getFileStatus(path).isDirectory();
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** Returns whether it is the other folder or lies below it. */
    boolean isWithin(SourceFolder other) {
        return withSlash(real).startsWith(withSlash(other.real));
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
