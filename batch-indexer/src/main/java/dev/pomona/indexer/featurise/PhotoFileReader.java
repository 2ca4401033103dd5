package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.FileProblemException;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.PhotoStore;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;

/** Reads the files of photos on an executor. */
final class PhotoFileReader {

    /** Longest file that is read, in bytes. A longer one is no photo; it would only fill the executor's memory. */
    static final int MAX_BYTES = 64 << 20;

    private final Configuration configuration;

    PhotoFileReader(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Reads all bytes of a photo's file.
     *
     * @throws RejectedPhotoException if it is a reject already, has no label, is too long, absent or unreadable
     * @throws IOException if the task was interrupted
     * @throws dev.pomona.indexer.failure.IndexingException if its storage fails, also when tried again
     */
    byte[] read(PhotoRow photo) throws RejectedPhotoException, IOException {
        String listed = photo.getReason();
        if (listed != null) {
            throw new RejectedPhotoException(listed, String.valueOf(photo.getDetail()));
        }
        if (photo.getLabel().isEmpty() && !photo.isNegative()) {
            throw new RejectedPhotoException(RejectedPhotoException.NO_LABEL, "No rule gives it a label.");
        }
        if (photo.getLength() > MAX_BYTES) {
            throw new RejectedPhotoException(
                    RejectedPhotoException.TOO_LARGE,
                    "The file has %d bytes; at most %d are read.".formatted(photo.getLength(), MAX_BYTES));
        }
        URI uri = URI.create(photo.getUri());
        try {
            return PhotoStore.of(uri, configuration).read(uri);
        } catch (FileProblemException e) {
            throw new RejectedPhotoException(e.problem().name(), String.valueOf(e.getMessage()));
        }
    }
}
