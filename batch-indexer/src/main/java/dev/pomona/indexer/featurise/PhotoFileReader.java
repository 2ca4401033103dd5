package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.FileProblemException;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.PhotoStore;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads the files of photos on an executor. */
final class PhotoFileReader implements PhotoReader {

    /** Longest file that is read, in bytes. A longer one is no photo; it would only fill the executor's memory. */
    static final int MAX_BYTES = 64 << 20;

    private final Configuration configuration;

    PhotoFileReader(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean readsRemotely(PhotoRow photo) {
        return rejection(photo) == null
                && PhotoStore.of(URI.create(photo.getUri()), configuration).isRemote();
    }

    @Override
    public byte[] read(PhotoRow photo) throws RejectedPhotoException, IOException {
        RejectedPhotoException rejection = rejection(photo);
        if (rejection != null) {
            throw rejection;
        }
        URI uri = URI.create(photo.getUri());
        try {
            return PhotoStore.of(uri, configuration).read(uri, photo.getLength());
        } catch (FileProblemException e) {
            throw new RejectedPhotoException(e.problem().name(), String.valueOf(e.getMessage()));
        }
    }

    /** Returns why a photo is not read; null if it is. */
    private static @Nullable RejectedPhotoException rejection(PhotoRow photo) {
        String listed = photo.getReason();
        if (listed != null) {
            return new RejectedPhotoException(listed, String.valueOf(photo.getDetail()));
        }
        if (photo.getLabel().isEmpty() && !photo.isNegative()) {
            return new RejectedPhotoException(RejectedPhotoException.NO_LABEL, "No rule gives it a label.");
        }
        return photo.getLength() > MAX_BYTES
                ? new RejectedPhotoException(
                        RejectedPhotoException.TOO_LARGE,
                        "The file has %d bytes; at most %d are read.".formatted(photo.getLength(), MAX_BYTES))
                : null;
    }
}
