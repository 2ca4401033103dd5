package dev.pomona.indexer.exemplars;

import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.photos.FileProblem;
import dev.pomona.indexer.photos.FileProblemException;
import dev.pomona.indexer.photos.PhotoStore;
import dev.pomona.indexer.photos.UnavailablePhotos;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.ExemplarTable;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.SanitizedThumbnail;
import dev.pomona.model.photo.ScaledJpegDecoder;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads photos once more and renders their small pictures. For one thread. */
final class ExemplarPicture {

    private static final Logger log = LoggerFactory.getLogger(ExemplarPicture.class);

    /** Tried one after the other until a picture is small enough. */
    private static final float[] QUALITIES = {0.8f, 0.6f, 0.4f, 0.2f};

    private final Configuration configuration;
    private final ScaledJpegDecoder scaled;
    private final UnavailablePhotos unavailable = new UnavailablePhotos();
    private final PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.DEFAULT);

    /**
     * @param configuration of Hadoop
     * @param scaled decodes large JPEGs at a fraction of their size
     */
    ExemplarPicture(Configuration configuration, ScaledJpegDecoder scaled) {
        this.configuration = configuration;
        this.scaled = scaled;
    }

    /**
     * Returns the picture of a photo, of at most {@link ExemplarTable#MAX_BYTES} bytes.
     *
     * @return empty if the file is gone or has changed since it was indexed, or its picture does not become small enough
     * @throws IOException if the storage fails
     * @throws IndexingException if it does not return several photos in a row
     */
    Optional<byte[]> of(Candidate candidate) throws IOException {
        URI uri = URI.create(candidate.uri());
        try {
            byte[] bytes = PhotoStore.of(uri, configuration).read(uri, candidate.length());
            unavailable.end();
            return Checksum.of(bytes).equals(candidate.contentHash())
                    ? small(decoder.decode(bytes, scaled))
                    : Optional.empty();
        } catch (FileProblemException e) {
            if (e.problem() == FileProblem.UNAVAILABLE) {
                unavailable.add(e);
            }
            return none(candidate, e);
        } catch (PhotoException e) {
            return none(candidate, e);
        }
    }

    private static Optional<byte[]> none(Candidate candidate, Exception cause) {
        log.debug("{} cannot be read again: {}", candidate.photo(), cause.toString());
        return Optional.empty();
    }

    private static Optional<byte[]> small(Photo photo) throws IOException {
        for (float quality : QUALITIES) {
            byte[] jpeg = SanitizedThumbnail.jpeg(photo, ExemplarTable.SIDE, quality);
            if (jpeg.length <= ExemplarTable.MAX_BYTES) {
                return Optional.of(jpeg);
            }
        }
        return Optional.empty();
    }
}
