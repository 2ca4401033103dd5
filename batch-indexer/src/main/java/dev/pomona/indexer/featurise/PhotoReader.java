package dev.pomona.indexer.featurise;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
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
     * All bytes of a photo's file.
     *
     * @throws RejectedPhotoException if it has no label, is too long, or cannot be read
     */
    byte[] read(FeaturisedPhoto photo) throws RejectedPhotoException {
        if (photo.getLength() < 0) {
            throw new RejectedPhotoException(RejectedPhotoException.UNREADABLE, "The folder cannot be listed.");
        }
        if (photo.getLabel().isEmpty() && !photo.isNegative()) {
            throw new RejectedPhotoException(RejectedPhotoException.NO_LABEL, "Nothing says what it shows.");
        }
        if (photo.getLength() > MAX_BYTES) {
            throw new RejectedPhotoException(
                    RejectedPhotoException.TOO_LARGE,
                    "The file has %d bytes; at most %d are read.".formatted(photo.getLength(), MAX_BYTES));
        }
        Path path = photo.toPath();
        try (InputStream stream = fileSystemOf(path).open(path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new RejectedPhotoException(RejectedPhotoException.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private FileSystem fileSystemOf(Path path) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        // Else a local folder is searched for a checksum file beside each photo.
        files.setVerifyChecksum(false);
        return files;
    }
}
