package dev.pomona.indexer.photos;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.LongAccumulator;

/**
 * Storage that photos are read from: a folder of this machine, or any other file system that Hadoop knows. An exception
 * says whether to go on: {@link FileProblemException} is about one file or folder, which becomes a reject; any other
 * {@link IOException} may pass and is retried; what lasts fails the task.
 */
public interface PhotoStore {

    /**
     * Returns the storage that a URI points into. This is the only place that tells local folders from others.
     *
     * @param configuration of Hadoop
     */
    static PhotoStore of(URI uri, Configuration configuration) {
        return new RetryingPhotoStore(
                "file".equals(uri.getScheme()) ? new LocalPhotoStore() : new HadoopPhotoStore(configuration));
    }

    /**
     * Returns a folder's path with all links followed as far as it exists, to tell whether two folders overlap.
     *
     * @param path qualified path, not escaped
     */
    String realPath(String path) throws IOException;

    /**
     * Returns the URI of a folder, escaped.
     *
     * @param path qualified path, not escaped
     */
    URI uri(String path);

    /**
     * Lists the files and folders in a folder.
     *
     * @param hidden counts those that are left out because they are {@linkplain ListedEntry#isHidden hidden}
     * @throws FileProblemException if the folder is absent or may not be listed
     */
    List<ListedEntry> list(ListedEntry folder, LongAccumulator hidden) throws IOException;

    /**
     * Reads all bytes of a photo.
     *
     * @throws FileProblemException if it is absent, no file, or may not be read
     */
    byte[] read(URI photo) throws IOException;
}
