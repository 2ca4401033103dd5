package dev.pomona.service.feedback;

import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.SanitizedThumbnail;
import dev.pomona.model.photo.ScaledJpegDecoder;
import dev.pomona.service.upload.Bulkhead;
import dev.pomona.service.upload.UploadDecoder;
import dev.pomona.service.upload.UploadProperties;
import org.springframework.stereotype.Component;

/** Makes the copies of photos that are kept: small, upright, without metadata. One at a time, as large ones take room. */
@Component
class PhotoCopies {

    /** Pixels; more than four times what the network looks at. */
    private static final int LONGEST_SIDE = 1024;

    private final UploadDecoder reader;
    private final Bulkhead gate;

    PhotoCopies(UploadProperties properties, UploadDecoder reader) {
        this.reader = reader;
        this.gate = new Bulkhead(1, properties.maxWaiting(), properties.maxWait());
    }

    /**
     * The copy, a JPEG file.
     *
     * @throws PhotoException if the photo cannot be used
     */
    byte[] jpeg(byte[] photo) throws Exception {
        return gate.pass(() ->
                reader.read(photo, ScaledJpegDecoder.NONE, decoded -> SanitizedThumbnail.jpeg(decoded, LONGEST_SIDE)));
    }
}
