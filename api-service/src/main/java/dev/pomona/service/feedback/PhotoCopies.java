package dev.pomona.service.feedback;

import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PlainCopy;
import dev.pomona.model.photo.ScaledJpegDecoder;
import dev.pomona.service.recognition.Gate;
import dev.pomona.service.recognition.PhotoReader;
import dev.pomona.service.recognition.RecognitionProperties;
import org.springframework.stereotype.Component;

/** Makes the copies of photos that are kept: small, upright, without metadata. One at a time, as large ones take room. */
@Component
class PhotoCopies {

    /** Pixels; more than four times what the network looks at. */
    private static final int LONGEST_SIDE = 1024;

    private final PhotoReader reader;
    private final Gate gate;

    PhotoCopies(RecognitionProperties properties, PhotoReader reader) {
        this.reader = reader;
        this.gate = new Gate(1, properties.maxWaiting(), properties.maxWait());
    }

    /**
     * The copy, a JPEG file.
     *
     * @throws PhotoException if the photo cannot be used
     */
    byte[] jpeg(byte[] photo) throws Exception {
        return gate.pass(
                () -> reader.read(photo, ScaledJpegDecoder.NONE, decoded -> PlainCopy.jpeg(decoded, LONGEST_SIDE)));
    }
}
