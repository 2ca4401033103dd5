package dev.pomona.service.upload;

import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.ScaledJpegDecoder;
import dev.pomona.model.photo.UndecodedPhoto;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Decodes uploaded photos, as many side by side as the memory budget allows. */
@Component
public class UploadDecoder {

    /** Share of the heap. */
    private static final double SHARE = 0.3;

    private final MemoryBudget memory = MemoryBudget.ofHeap(SHARE);
    private final PhotoDecoder decoder;
    private final Duration maxWait;

    public UploadDecoder(UploadProperties properties) {
        this.decoder = new PhotoDecoder(
                new PhotoLimits(properties.maxPixels(), PhotoLimits.DEFAULT.minSide(), properties.maxDecodeTime()));
        this.maxWait = properties.maxWait();
    }

    /** A computation on a decoded photo; it must not keep the photo. */
    @FunctionalInterface
    public interface Use<T> {
        T of(Photo photo) throws IOException;
    }

    /**
     * Decodes the photo and returns the result of {@code use}.
     *
     * @throws ProblemException {@link Problem#OVERLOADED} if there is no memory for its pixels in time
     * @throws PhotoException if the photo cannot be used
     * @throws IOException if {@code use} throws it
     */
    public <T> T read(byte[] bytes, ScaledJpegDecoder scaled, Use<T> use)
            throws PhotoException, IOException, InterruptedException {
        try (UndecodedPhoto undecoded = decoder.open(bytes)) {
            long needed = undecoded.decodedBytes();
            if (!memory.tryAcquire(needed, maxWait)) {
                throw new ProblemException(
                        Problem.OVERLOADED, "Too many large photos are being decoded; try again shortly.");
            }
            try {
                return use.of(undecoded.decode(scaled));
            } finally {
                memory.release(needed);
            }
        }
    }
}
