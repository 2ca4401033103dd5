package dev.pomona.model.photo;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG (CMYK too), PNG and WebP from memory. The format is told by the first bytes, the size is checked before
 * any pixel is decoded, metadata other than the EXIF orientation is not read, and nothing is written to disk. A large
 * JPEG may be decoded at a half, a quarter or an eighth of its size, where that leaves more than the network can see.
 * Thread-safe.
 */
public final class PhotoDecoder {

    static {
        // Registered by hand: a scan by class loader would miss the plug-ins in an executable jar or on an executor.
        IIORegistry registry = IIORegistry.getDefaultInstance();
        registry.registerServiceProvider(new JPEGImageReaderSpi());
        registry.registerServiceProvider(new WebPImageReaderSpi());
        ImageIO.setUseCache(false);
    }

    private final PhotoLimits limits;

    public PhotoDecoder(PhotoLimits limits) {
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
     * Decodes the first picture in these bytes, a large JPEG by {@code scaled} if that can.
     *
     * @throws PhotoException if they are no picture of a known format, broken, or outside the limits
     */
    public Photo decode(byte[] bytes, ScaledJpegDecoder scaled) throws PhotoException {
        if (bytes.length == 0) {
            throw new PhotoException(PhotoProblem.EMPTY, "There are no bytes.");
        }
        PhotoFormat format = PhotoFormat.detect(bytes)
                .orElseThrow(() -> new PhotoException(
                        PhotoProblem.UNSUPPORTED_FORMAT, "The bytes are not those of a JPEG, PNG or WebP picture."));
        ImageReader reader = readerOf(format);
        try (ImageInputStream input = new PhotoInput(bytes)) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            limits.check(width, height);
            Orientation orientation = ExifOrientation.read(format, bytes);
            Optional<Photo> small = format == PhotoFormat.JPEG
                    ? LargeJpeg.read(bytes, width, height, orientation, scaled)
                    : Optional.empty();
            if (small.isPresent()) {
                return small.get();
            }
            BufferedImage image = readWhole(reader);
            return new Photo(format, orientation, image.getWidth(), image.getHeight(), Pixels.bgrOverWhite(image));
        } catch (IOException | RuntimeException e) {
            // The decoders answer hostile bytes with almost any unchecked exception.
            throw new PhotoException(PhotoProblem.BROKEN, "The %s picture cannot be decoded.".formatted(format), e);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage readWhole(ImageReader reader) throws IOException, PhotoException {
        TruncationListener truncation = new TruncationListener();
        reader.addIIOReadWarningListener(truncation);
        BufferedImage image = reader.read(0);
        if (truncation.heard()) {
            throw new PhotoException(PhotoProblem.TRUNCATED, "The file ends before the picture does.");
        }
        return image;
    }

    private static ImageReader readerOf(PhotoFormat format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        @Nullable ImageReader plain = null;
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.twelvemonkeys.")) {
                return reader;
            }
            plain = reader;
        }
        if (plain == null) {
            throw new IllegalStateException("no decoder for " + format + " is installed");
        }
        return plain;
    }
}
