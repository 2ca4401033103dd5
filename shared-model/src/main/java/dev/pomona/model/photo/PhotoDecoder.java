package dev.pomona.model.photo;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;

/**
 * Decodes JPEG (CMYK too), PNG and WebP from memory. The format is detected by the first bytes, the size is checked before
 * any pixel is decoded, metadata other than the EXIF orientation and the colour profile is removed before any decoder sees
 * it, the processor time is limited, and no picture is written to disk. A large JPEG may be decoded at a half, a quarter or an
 * eighth of its size, where that leaves more than the network can see. Thread-safe.
 */
public final class PhotoDecoder {

    static {
        // Registered by hand: a scan by class loader would miss the plug-ins in an executable jar or on an executor.
        IIORegistry.getDefaultInstance().registerServiceProvider(new JPEGImageReaderSpi());
        ImageIO.setUseCache(false);
    }

    private final PhotoLimits limits;

    /**
     * Loads the decoder of WebP, too.
     *
     * @throws IllegalStateException if this machine cannot load it
     */
    public PhotoDecoder(PhotoLimits limits) {
        Libwebp.load();
        this.limits = limits;
    }

    /**
     * Decodes the first picture in these bytes.
     *
     * @throws PhotoException if they are no picture of a known format, broken, or outside the limits
     */
    public Photo decode(byte[] bytes) throws PhotoException {
        return decode(bytes, ScaledJpegDecoder.NONE);
    }

    /**
     * Decodes the first picture in these bytes, a common JPEG by {@code scaled}.
     *
     * @throws PhotoException if they are no picture of a known format, broken, or outside the limits
     * @throws OutOfMemoryError if there is not enough memory for the pixels
     */
    public Photo decode(byte[] bytes, ScaledJpegDecoder scaled) throws PhotoException {
        try (UndecodedPhoto photo = open(bytes)) {
            return photo.decode(scaled);
        }
    }

    /**
     * Reads the header of the first picture in these bytes, so that callers can reserve memory before it is decoded.
     *
     * @throws PhotoException if they are no picture of a known format, broken, or outside the limits
     */
    public UndecodedPhoto open(byte[] bytes) throws PhotoException {
        return UndecodedPhoto.open(bytes, limits);
    }
}
