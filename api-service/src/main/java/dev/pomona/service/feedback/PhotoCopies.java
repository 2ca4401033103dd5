package dev.pomona.service.feedback;

import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.PlainCopy;
import dev.pomona.service.recognition.Gate;
import dev.pomona.service.recognition.RecognitionProperties;
import org.springframework.stereotype.Component;

/** Makes the copies of photos that are kept: small, upright, without metadata. One at a time, as large ones take room. */
@Component
class PhotoCopies {

    /** Pixels; more than four times what the network looks at. */
    private static final int LONGEST_SIDE = 1024;

    private final PhotoDecoder decoder;
    private final Gate gate;

    PhotoCopies(RecognitionProperties properties) {
        this.decoder = new PhotoDecoder(new PhotoLimits(properties.maxPixels(), PhotoLimits.DEFAULT.minSide()));
        this.gate = new Gate(1, properties.maxWaiting(), properties.maxWait());
    }

    /**
     * The copy, a JPEG file.
     *
     * @throws PhotoException if the photo cannot be used
     */
    byte[] jpeg(byte[] photo) throws Exception {
        return gate.pass(() -> PlainCopy.jpeg(decoder.decode(photo), LONGEST_SIDE));
    }
}
