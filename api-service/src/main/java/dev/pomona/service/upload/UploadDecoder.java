package dev.pomona.service.upload;

import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.ScaledJpegDecoder;
import dev.pomona.model.photo.UndecodedPhoto;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Decodes photos, as many side by side as there is memory for; a large one waits until others are done with. */
@Component
public class UploadDecoder {

    /** Of the heap. */
    private static final double SHARE = 0.3;

    private final MemoryBudget memory = MemoryBudget.of(SHARE);
    private final PhotoDecoder decoder;

    public UploadDecoder(UploadProperties properties) {
        this.decoder = new PhotoDecoder(new PhotoLimits(properties.maxPixels(), PhotoLimits.DEFAULT.minSide()));
    }

    /** What is made of a photo, which is not to be kept. */
    @FunctionalInterface
    public interface Use<T> {
        T of(Photo photo) throws IOException;
    }

    /**
     * Decodes the photo and returns what is made of it.
     *
     * @throws PhotoException if the photo cannot be used
     * @throws IOException if {@code use} throws it
     */
    public <T> T read(byte[] bytes, ScaledJpegDecoder scaled, Use<T> use)
            throws PhotoException, IOException, InterruptedException {
        try (UndecodedPhoto undecoded = decoder.open(bytes)) {
            long needed = undecoded.decodedBytes();
            memory.acquire(needed);
            try {
                return use.of(undecoded.decode(scaled));
            } finally {
                memory.release(needed);
            }
        }
    }
}
