package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.FileProblem;
import dev.pomona.indexer.photos.PhotoRow;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
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
     * @throws RejectedPhotoException if it is a reject already, has no label, is too long, or cannot be read
     */
    byte[] read(PhotoRow photo) throws RejectedPhotoException {
        String listed = photo.getReason();
        if (listed != null) {
            throw new RejectedPhotoException(listed, String.valueOf(photo.getDetail()));
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
            return bytesOf(URI.create(photo.getUri()));
        } catch (IOException | IllegalArgumentException e) {
            throw new RejectedPhotoException(FileProblem.UNREADABLE.name(), e.toString());
        }
    }

    private byte[] bytesOf(URI uri) throws IOException, RejectedPhotoException {
        if ("file".equals(uri.getScheme())) {
            // Hadoop takes five times as long for a small file, part of it to look for a checksum beside each.
            java.nio.file.Path file = java.nio.file.Path.of(uri);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new RejectedPhotoException(FileProblem.NOT_A_FILE.name(), "It is no longer a file.");
            }
            return Files.readAllBytes(file);
        }
        Path path = new Path(uri);
        try (InputStream stream = path.getFileSystem(configuration).open(path)) {
            return stream.readAllBytes();
        }
    }
}
