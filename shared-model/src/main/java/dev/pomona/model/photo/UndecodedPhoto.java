package dev.pomona.model.photo;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/**
 * A picture of which the header has been read and found within the limits, and no pixel yet. Used by the thread that opened
 * it, whose processor time is limited.
 */
public final class UndecodedPhoto implements AutoCloseable {

    private static final String INCOMPLETE = "The file ends before the picture does.";

    private final PhotoFormat format;
    private final StrippedFile file;
    private final long copiedBytes;
    private final DecodeTimeLimit timeLimit;
    private final ImageReader reader;
    private final int width;
    private final int height;
    private final int bytesPerPixel;

    private UndecodedPhoto(
            PhotoFormat format, boolean copied, StrippedFile file, ImageReader reader, DecodeTimeLimit timeLimit)
            throws IOException {
        this.format = format;
        this.file = file;
        int copies = (copied ? 1 : 0) + (format == PhotoFormat.WEBP ? Libwebp.COPIES_OF_FILE : 0);
        this.copiedBytes = (long) copies * file.bytes().length;
        this.timeLimit = timeLimit;
        this.reader = reader;
        reader.setInput(new PhotoInput(file.bytes(), timeLimit), true, true);
        this.width = reader.getWidth(0);
        this.height = reader.getHeight(0);
        this.bytesPerPixel = bytesPerPixel(reader) + file.nativeBytes();
    }

    static UndecodedPhoto open(byte[] bytes, PhotoLimits limits) throws PhotoException {
        if (bytes.length == 0) {
            throw new PhotoException(PhotoProblem.EMPTY, "There are no bytes.");
        }
        PhotoFormat format = PhotoFormat.detect(bytes).orElseThrow(() -> ForeignFormat.refusal(bytes));
        ImageReader reader = reader(format);
        DecodeTimeLimit timeLimit = new DecodeTimeLimit(limits.maxTime());
        boolean cut = false;
        try {
            StrippedFile file = StrippedFile.of(format, bytes);
            cut = file.cut();
            UndecodedPhoto photo = new UndecodedPhoto(format, file.bytes() != bytes, file, reader, timeLimit);
            limits.check(photo.width, photo.height, photo.bytesPerPixel);
            return photo;
        } catch (IOException | RuntimeException e) {
            reader.dispose();
            throw unusable(format, e, cut, timeLimit);
        } catch (PhotoException e) {
            reader.dispose();
            throw e;
        }
    }

    /** Bytes that the picture takes in memory at most, while and after it is decoded, beside those of its file. */
    public long decodedBytes() {
        return (long) width * height * bytesPerPixel + copiedBytes;
    }

    /**
     * Decodes the pixels, those of a common JPEG by {@code scaled}.
     *
     * @throws PhotoException if the picture is broken or incomplete, or takes too long
     * @throws OutOfMemoryError if there is not enough memory for the pixels
     */
    public Photo decode(ScaledJpegDecoder scaled) throws PhotoException {
        try {
            Optional<Photo> fast = ScaledJpegReader.read(file, width, height, scaled, timeLimit);
            if (fast.isPresent()) {
                return fast.get();
            }
            BufferedImage image = readWhole();
            byte[] bgr = BgrPixels.of(image, timeLimit);
            if (file.profile().length > 0
                    && image.getColorModel().getColorSpace().getType() != ColorSpace.TYPE_GRAY) {
                ColourConversion.toSrgb(bgr, image.getWidth(), image.getHeight(), file.profile(), timeLimit);
            }
            return new Photo(format, file.orientation(), image.getWidth(), image.getHeight(), bgr);
        } catch (IOException | RuntimeException e) {
            throw unusable(format, e, file.cut() || hasEnded(e), timeLimit);
        }
    }

    private static boolean hasEnded(@Nullable Throwable e) {
        return e != null && (e instanceof EOFException || hasEnded(e.getCause()));
    }

    @Override
    public void close() {
        reader.dispose();
    }

    /** Decodes all rows, or nearly all where the file has no more. */
    private BufferedImage readWhole() throws IOException, PhotoException {
        if (format == PhotoFormat.WEBP) {
            return Libwebp.read(reader, width, height);
        }
        @Nullable JpegScans scans = file.jpeg() == null ? null : file.jpeg().scans();
        if (scans != null && scans.isIncomplete()) {
            throw new PhotoException(PhotoProblem.TRUNCATED, INCOMPLETE);
        }
        DecodeListener listener = new DecodeListener(timeLimit);
        reader.addIIOReadWarningListener(listener);
        reader.addIIOReadProgressListener(listener);
        // With this listener, Java shows a JPEG of many scans after each of them.
        if (scans == null || scans.count() == 1) {
            reader.addIIOReadUpdateListener(listener);
        }
        try {
            BufferedImage image = reader.read(0);
            if (scans != null && !scans.isCompleteWithoutLast() && listener.hasHole(height)) {
                throw new PhotoException(PhotoProblem.TRUNCATED, INCOMPLETE);
            }
            return image;
        } catch (IOException e) {
            return listener.nearlyAll(height).orElseThrow(() -> e);
        }
    }

    /** Of what the decoder makes, and of the blue, green and red it is turned into where it is something else. */
    private static int bytesPerPixel(ImageReader reader) throws IOException {
        ImageTypeSpecifier decoded = reader.getImageTypes(0).next();
        if (decoded.getBufferedImageType() == BufferedImage.TYPE_3BYTE_BGR) {
            return Photo.CHANNELS;
        }
        int bits = decoded.getColorModel().getPixelSize();
        return (bits + Byte.SIZE - 1) / Byte.SIZE + Photo.CHANNELS;
    }

    /** The decoders answer hostile bytes with almost any unchecked exception, and hide that memory ran out. */
    private static PhotoException unusable(PhotoFormat format, Exception e, boolean ended, DecodeTimeLimit timeLimit) {
        if (timeLimit.isExceeded()) {
            return new PhotoException(PhotoProblem.TOO_COMPLEX, "The picture takes too long to decode.", e);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError noMemory) {
                throw noMemory;
            }
        }
        if (ended) {
            return new PhotoException(PhotoProblem.TRUNCATED, INCOMPLETE, e);
        }
        return new PhotoException(PhotoProblem.BROKEN, "The %s picture cannot be decoded.".formatted(format), e);
    }

    private static ImageReader reader(PhotoFormat format) {
        if (format == PhotoFormat.WEBP) {
            return Libwebp.reader();
        }
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
