package dev.pomona.indexer.photos;

import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Storage that photos are read from: a folder of this machine, a bucket, or any other file system that Hadoop knows. An
 * exception says whether to go on: {@link FileProblemException} is about one file or folder, which becomes a reject; any
 * other {@link IOException} may pass and is retried; what lasts fails the task.
 */
public interface PhotoStore {

    /** Schemes of buckets in S3: what the user may write, and the one of Hadoop's connector. */
    Set<String> BUCKETS = Set.of("s3", "s3a");

    /**
     * Returns the storage that a URI points into. This is the only place that tells local folders from others.
     *
     * @param configuration of Hadoop
     */
    static PhotoStore of(URI uri, Configuration configuration) {
        String scheme = String.valueOf(uri.getScheme());
        if (BUCKETS.contains(scheme)) {
            return new BucketPhotoStore(configuration);
        }
        return new RetryingPhotoStore(
                scheme.equals("file") ? new LocalPhotoStore() : new HadoopPhotoStore(configuration));
    }

    /**
     * Returns whether a read waits for a network rather than works, so that reading several photos at a time is worth it.
     */
    default boolean isRemote() {
        return true;
    }

    /**
     * Returns whether there are no folders, only keys: a listing then has all files of a tree, and two files in it may have
     * the same path.
     */
    default boolean isFlat() {
        return false;
    }

    /**
     * Returns a folder's path with all links followed as far as it exists, to tell whether two folders overlap.
     *
     * @param path qualified path, not escaped
     */
    default String realPath(String path) throws IOException {
        return path;
    }

    /**
     * Returns the URI of a folder, escaped.
     *
     * @param path qualified path, not escaped
     */
    default URI uri(String path) {
        return new Path(path).toUri();
    }

    /**
     * Lists the files and folders in a folder, or all files below it where the storage {@linkplain #isFlat is flat}. The
     * listing may be read while the iterator advances.
     *
     * @param leftOut which are left out by their names
     * @throws FileProblemException if the folder is absent or may not be listed
     */
    Iterator<ListedEntry> list(ListedEntry folder, LeftOut leftOut) throws IOException;

    /**
     * Reads all bytes of a photo.
     *
     * @param length bytes that the listing gave it
     * @throws FileProblemException if it is absent, no file, or may not be read
     */
    byte[] read(URI photo, long length) throws IOException;
}
