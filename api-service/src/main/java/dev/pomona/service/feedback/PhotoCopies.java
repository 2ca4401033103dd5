package dev.pomona.service.feedback;

import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.SanitizedThumbnail;
import dev.pomona.model.photo.ScaledJpegDecoder;
import dev.pomona.service.upload.Bulkhead;
import dev.pomona.service.upload.UploadDecoder;
import dev.pomona.service.upload.UploadProperties;
import org.springframework.stereotype.Component;

/** Makes the sanitized copies of photos that are stored: small, upright, without metadata. One at a time, to bound memory. */
@Component
class PhotoCopies {

    /** Pixels; more than four times the side of the network's input. */
    private static final int LONGEST_SIDE = 1024;

    private final UploadDecoder decoder;
    private final Bulkhead bulkhead;

    PhotoCopies(UploadProperties properties, UploadDecoder decoder) {
        this.decoder = decoder;
        this.bulkhead = new Bulkhead(1, properties.maxWaiting(), properties.maxWait());
    }

    /**
     * Returns a sanitized copy, a JPEG file.
     *
     * @throws PhotoException if the photo cannot be used
     */
    byte[] jpeg(byte[] photo) throws Exception {
        return bulkhead.execute(() ->
                decoder.read(photo, ScaledJpegDecoder.NONE, decoded -> SanitizedThumbnail.jpeg(decoded, LONGEST_SIDE)));
    }
}
