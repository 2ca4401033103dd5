package dev.pomona.indexer.photos;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder or bucket prefix that an operator has named.
 *
 * @param name as it was named
 * @param path its qualified path
 * @param real the same with all links followed, where it is on this machine
 */
record SourceFolder(String name, String path, String real) {

    /** The folder of this name, whether or not it exists. */
    static SourceFolder of(String name, Configuration configuration) throws IOException {
        Path path = new Path(name);
        Path qualified = path.getFileSystem(configuration).makeQualified(path);
        String real = LocalFolder.holds(qualified.toUri())
                ? "file:" + realPath(java.nio.file.Path.of(qualified.toUri().getPath()))
                : qualified.toString();
        return new SourceFolder(name, qualified.toString(), real);
    }

    /** Follows the links in as much of a path as exists. */
    private static java.nio.file.Path realPath(java.nio.file.Path path) throws IOException {
        java.nio.file.Path parent = path.getParent();
        if (parent == null || Files.exists(path)) {
            return path.toRealPath();
        }
        return realPath(parent).resolve(path.getFileName());
    }

    /**
     * Sees to it that it can be listed.
     *
     * @throws IOException if it does not exist, is no folder, or must not be read
     */
    void requireReadable(Configuration configuration) throws IOException {
        Path folder = new Path(path);
        FileSystem files = folder.getFileSystem(configuration);
        if (!files.exists(folder) || !files.getFileStatus(folder).isDirectory()) {
            throw new FileNotFoundException("there is no folder " + name);
        }
        // Fails here, and says why, where the folder must not be read.
        files.listStatusIterator(folder);
    }

    /** Whether it is the other folder or lies below it. */
    boolean isWithin(SourceFolder other) {
        return withSlash(real).startsWith(withSlash(other.real));
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
