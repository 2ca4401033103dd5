package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.PhotoFile;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads the bytes of photos on an executor. */
final class PhotoReader {

    /** Longest file that is read, in bytes. A longer one is no photo; it would only fill the executor's memory. */
    static final int MAX_BYTES = 64 << 20;

    private final Configuration configuration;

    PhotoReader(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * All bytes of a file.
     *
     * @throws RejectedPhotoException if the file is too long or cannot be read
     */
    byte[] read(PhotoFile file) throws RejectedPhotoException {
        if (file.getLength() < 0) {
            throw new RejectedPhotoException("UNREADABLE", "The folder cannot be listed.");
        }
        if (file.getLength() > MAX_BYTES) {
            throw new RejectedPhotoException(
                    "TOO_LARGE", "The file has %d bytes; at most %d are read.".formatted(file.getLength(), MAX_BYTES));
        }
        Path path = file.toPath();
        try (InputStream stream = path.getFileSystem(configuration).open(path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new RejectedPhotoException("UNREADABLE", String.valueOf(e.getMessage()));
        }
    }
}
