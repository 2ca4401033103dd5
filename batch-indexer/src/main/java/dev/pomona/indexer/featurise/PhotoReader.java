package dev.pomona.indexer.featurise;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
        try {
            return bytesOf(photo.toPath());
        } catch (IOException | InvalidPathException e) {
            throw new RejectedPhotoException(RejectedPhotoException.UNREADABLE, e.toString());
        }
    }

    private byte[] bytesOf(Path path) throws IOException {
        if ("file".equals(path.toUri().getScheme())) {
            // Hadoop takes five times as long for a small file, part of it to look for a checksum beside each.
            return Files.readAllBytes(new File(path.toUri().getPath()).toPath());
        }
        try (InputStream stream = path.getFileSystem(configuration).open(path)) {
            return stream.readAllBytes();
        }
    }
}
